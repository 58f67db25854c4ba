import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { median } from '../measure.ts'
import type { LoadGroup, Sample } from './group.ts'
import { ask, createHeld, mutate, query } from './requests.ts'
import type { Subject } from './subject.ts'

const MOST_MS = 60
const TIMES = 15

/** What cannot be cut into slices: each holds up everything else for as long as it takes. */
export const singleCosts: LoadGroup = {
  name: 'single',
  rows: 0,
  pages: true,
  async measure(subject) {
    const id = await createHeld(subject)
    const line = 'x'.repeat(64 * 1024 - 1)
    let seq = 0
    const append = (count: number) => {
      const lines = Array.from({ length: count }, () => ({ seq: seq++, stream: 'stdout', line }))
      return mutate(subject, 'log.append', { id, lines })
    }
    // Refused once it is parsed: what is left is the cost of reading and parsing.
    const unknown = { id: 'x'.repeat(26), text: 'x'.repeat(8 * 1024 * 1024 - 1_000) }
    const output = { contentType: 'text/plain', encoding: 'utf8', data: 'x'.repeat(4 * 1024 * 1024) }
    await mutate(subject, 'workload.update', { id, status: 'running' })
    await mutate(subject, 'workload.update', { id, status: 'completed', output })
    return [
      await longest(subject, 'a body of 8 MiB, parsed', () =>
        ask(`${subject.url}/api/trpc/workload.note`, { key: subject.key, body: unknown }),
      ),
      {
        ...(await longest(subject, 'a body of 4 MiB with 64 log lines, parsed, stored and synced', () =>
          append(64),
        )),
        // Three things of which each has its bound.
        target: undefined,
      },
      commitOf4MiB(),
      await longest(subject, 'workload.get with 4 MiB of output', () =>
        query(subject, 'workload.get', { id }),
      ),
      await longest(subject, 'a page, rendered', () => ask(`${subject.url}/sign-in`)),
    ]
  },
}

async function longest(subject: Subject, what: string, work: () => Promise<unknown>): Promise<Sample> {
  for (let warmUp = 0; warmUp < 3; warmUp++) await work()
  await subject.delays()
  for (let time = 0; time < TIMES; time++) await work()
  const { longest: value } = await subject.delays()
  return { name: `event loop, longest: ${what}`, value, unit: 'ms', target: { of: 'value', atMost: MOST_MS } }
}

/** The COMMIT alone: what is synced to the disk on the thread that answers everyone. */
function commitOf4MiB(): Sample {
  const folder = mkdtempSync(join(tmpdir(), 'isola-bench-'))
  const db = new Database(join(folder, 'commit.db'))
  try {
    db.pragma('journal_mode = WAL')
    db.pragma('synchronous = FULL')
    db.exec('CREATE TABLE bodies (body BLOB)')
    const insert = db.prepare('INSERT INTO bodies VALUES (?)')
    const taken = Array.from({ length: TIMES }, () => {
      db.exec('BEGIN IMMEDIATE')
      insert.run(Buffer.alloc(4 * 1024 * 1024, 1))
      const startedAt = performance.now()
      db.exec('COMMIT')
      return performance.now() - startedAt
    })
    return {
      name: 'COMMIT of 4 MiB, median',
      value: median(taken),
      unit: 'ms',
      target: { of: 'value', atMost: MOST_MS },
    }
  } finally {
    db.close()
    rmSync(folder, { recursive: true })
  }
}
