import type Database from 'better-sqlite3'
import { AGGREGATES } from '../stats/recompute.ts'

/** Where an aggregate is not what one GROUP BY over the rows gives. */
export const aggregateDifferences = (db: Database.Database): string[] =>
  AGGREGATES.flatMap(({ table, columns, inUse, query }) => {
    const kept = `SELECT ${columns.join(', ')} FROM ${table} WHERE ${inUse}`
    const only = (left: string, right: string) =>
      db.prepare(`SELECT * FROM (${left}) EXCEPT SELECT * FROM (${right})`).all()
    return [
      ...only(kept, query).map((row) => `${table} holds ${JSON.stringify(row)}`),
      ...only(query, kept).map((row) => `${table} lacks ${JSON.stringify(row)}`),
    ]
  })
