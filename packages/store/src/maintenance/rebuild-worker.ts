import { workerData } from 'node:worker_threads'
import Database from 'better-sqlite3'
import { AGGREGATES } from '../stats/recompute.ts'
import { answerParent } from './run-worker.ts'

answerParent(() => {
  const db = new Database(String(workerData))
  db.pragma('synchronous = FULL')
  const rebuild = db.transaction(() => {
    for (const { table, columns, query } of AGGREGATES) {
      db.exec(`DELETE FROM ${table}; INSERT INTO ${table} (${columns.join(', ')}) ${query}`)
    }
  })
  rebuild.immediate()
  db.close()
})
