/** Which indexes a verb's queries use: observed as it runs, explained by SQLite. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { onTestFinished } from 'vitest'
import type { StoreContext } from '../context.ts'
import { Ids } from '../ids.ts'
import { openPresence } from '../leases/presence.ts'
import { openStore } from '../open-store.ts'
import { Scans } from '../scans.ts'
import { registerFold } from '../sqlite/fold.ts'
import { LaneDatabase, type Parameters } from '../sqlite/lane-database.ts'
import { Reader } from '../sqlite/reader.ts'
import type { WriteLane } from '../sqlite/write-lane.ts'
import type { Store } from '../store.ts'
import { TestClock } from './fixtures.ts'

export interface Explained {
  sql: string
  parameters: unknown[]
  /** The steps of its plan that touch a table or sort. */
  steps: string[]
}

/** Fills a record through the store; answers what explains the queries of a verb on it. */
export async function explainer(fill: (store: Store) => Promise<void>, clock = new TestClock()) {
  const folder = mkdtempSync(join(tmpdir(), 'isola-plan-'))
  const file = join(folder, 'isola.db')
  const store = await openStore({ url: `file:${file}`, clock })
  await fill(store)
  await store.close()
  const reader = Reader.open(file)
  const db = new Database(file)
  registerFold(db)
  onTestFinished(async () => {
    db.close()
    reader.close()
    rmSync(folder, { recursive: true })
  })

  let seen: { sql: string; parameters: unknown[] }[] = []
  const all: Reader['all'] = reader.all.bind(reader)
  reader.all = (sql, ...parameters) => {
    seen.push({ sql, parameters })
    return all(sql, ...parameters)
  }
  const read: Reader['read'] = reader.read.bind(reader)
  reader.read = (sql, parameters, consume) => {
    seen.push({ sql, parameters })
    return read(sql, parameters, consume)
  }
  const lane = watchedLane(db, (sql, parameters) => seen.push({ sql, parameters: [parameters].flat() }))
  const [newest] = new LaneDatabase(db).all('SELECT max(id) AS id FROM workloads')
  const ids = new Ids(newest?.id as string | null)
  const presence = openPresence(new LaneDatabase(db), clock)
  return async (run: (context: StoreContext) => Promise<unknown>): Promise<Explained[]> => {
    seen = []
    const context: Partial<StoreContext> = { clock, reader, scans: new Scans(clock), lane, ids, presence }
    await run(context as StoreContext)
    return seen.map(({ sql, parameters }) => ({ sql, parameters, steps: stepsOf(db, sql, parameters) }))
  }
}

/** A lane that runs each job at once, and says what it runs. */
function watchedLane(db: Database.Database, tell: (sql: string, parameters: unknown) => void): WriteLane {
  const statements = new LaneDatabase(db)
  const watched = {
    all(sql: string, parameters: Parameters = []) {
      tell(sql, parameters)
      return statements.all(sql, parameters)
    },
    run(sql: string, parameters: Parameters = []) {
      tell(sql, parameters)
      return statements.run(sql, parameters)
    },
    atomically: <Answer>(work: () => Answer) => work(),
  }
  const submit: WriteLane['submit'] = async (work) => work(watched as LaneDatabase, () => undefined)
  return { submit } as Partial<WriteLane> as WriteLane
}

function stepsOf(db: Database.Database, sql: string, parameters: unknown[]): string[] {
  if (/LIMIT \?(?! \+ 0)/.test(sql)) throw new Error(`Compiled anew whenever it is bound: ${sql}`)
  const rows = db.prepare(`EXPLAIN QUERY PLAN ${sql}`).all(...parameters) as { detail: string }[]
  return rows.map(({ detail }) => detail).filter((detail) => /^(SCAN|SEARCH|USE TEMP)/.test(detail))
}

/** A SCAN of what was found already, or of the counters: at most 350 rows. */
const BOUNDED_SCAN = /^SCAN (c|\(subquery-\d+\)|workload_counters)$/
/** A SEARCH that SQLite would first build an index for reads everything. */
const BY_INDEX = /^SEARCH \w+ (EXISTS )?USING (COVERING INDEX|INDEX|PRIMARY KEY|INTEGER PRIMARY KEY)/

/** The steps that read more than they answer, or sort what they read. */
export const unboundedSteps = (explained: Explained[]): string[] =>
  explained.flatMap(({ steps }) => steps.filter((step) => !BOUNDED_SCAN.test(step) && !BY_INDEX.test(step)))
