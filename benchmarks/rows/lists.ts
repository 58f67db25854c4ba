import type { Store } from '@isola/store'
import type Database from 'better-sqlite3'
import type { Figure } from '../figure.ts'
import { latencyOf } from '../measure.ts'
import type { Group, Setting } from './group.ts'
import { type ListCase, listCases } from './list-cases.ts'
import { withStore } from './with-store.ts'

const PAGE = 50
const DEEP_PAGE = 10_000
const TARGET = { of: 'value', atMost: 3 } as const

/** Pages of fifty: the first, and the ten-thousandth or the last full one. */
export const lists: Group = {
  name: 'lists',
  writes: false,
  measure: ({ options, size, file }: Setting): Promise<Figure[]> =>
    withStore(file, async (store, db) => {
      const times = Math.ceil(options.reads / 4)
      const pages: Figure[] = []
      for (const one of listCases(db)) pages.push(...(await measureCase(store, db, one, size, times)))
      const slowest = pages.toSorted((a, b) => b.value - a.value)[0]
      return [
        ...(slowest
          ? [{ ...slowest, name: `slowest of ${pages.length} lists: ${slowest.name}`, detail: undefined }]
          : []
        ).map(({ detail: _, ...figure }): Figure => figure),
        ...(await textFilters(store, size, Math.ceil(options.reads / 20))),
        ...pages,
      ]
    }),
}

async function measureCase(
  store: Store,
  db: Database.Database,
  { name, filter, where }: ListCase,
  size: number,
  times: number,
): Promise<Figure[]> {
  const page = async (title: string, cursor: string | undefined): Promise<Figure> => ({
    name: `listWorkloads, ${name}, ${title}, p50`,
    size,
    ...(await latencyOf(
      () => store.listWorkloads({ filter, limit: PAGE, ...(cursor && { cursor }) }),
      times,
    )),
    target: TARGET,
    detail: true,
  })
  const figures = [await page('page 1', undefined)]
  const [count] = db.prepare(`SELECT count(*) FROM workloads WHERE ${where}`).pluck().all() as [number]
  const before = Math.min(DEEP_PAGE, Math.floor(count / PAGE)) - 1
  if (before > 0) {
    const cursorSql = `SELECT id FROM workloads WHERE ${where} ORDER BY id DESC LIMIT 1 OFFSET ?`
    const [cursor] = db
      .prepare(cursorSql)
      .pluck()
      .all(before * PAGE - 1) as string[]
    figures.push(await page(`page ${before + 1}`, cursor))
  }
  return figures
}

/** No index leads them: a request looks at 20,000 rows and says how far it has come. */
async function textFilters(store: Store, size: number, times: number): Promise<Figure[]> {
  const filters = {
    'a text that nothing holds': { text: 'no such text' },
    'the same, of completed ones': { text: 'no such text', status: ['completed' as const] },
  }
  const figures: Figure[] = []
  for (const [name, filter] of Object.entries(filters)) {
    figures.push({
      name: `listWorkloads, ${name}, one request, p50`,
      size,
      ...(await latencyOf(() => store.listWorkloads({ filter, limit: PAGE }), times)),
      target: { of: 'value', atMost: 60 },
    })
  }
  return figures
}
