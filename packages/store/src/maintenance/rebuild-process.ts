import Database from 'better-sqlite3'
import { AGGREGATES } from '../stats/recompute.ts'
import { answerParent } from './run-apart.ts'

answerParent((file: string) => {
  const db = new Database(file)
  db.pragma('synchronous = FULL')
  const rebuild = db.transaction(() => {
    for (const { table, columns, query } of AGGREGATES) {
      db.exec(`DELETE FROM ${table}; INSERT INTO ${table} (${columns.join(', ')}) ${query}`)
    }
  })
  rebuild.immediate()
  db.close()
})
