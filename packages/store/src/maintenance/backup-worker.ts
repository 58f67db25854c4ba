import { workerData } from 'node:worker_threads'
import Database from 'better-sqlite3'
import { answerParent } from './run-worker.ts'

answerParent(() => {
  const { file, path } = workerData as { file: string; path: string }
  const db = new Database(file, { readonly: true })
  db.prepare('VACUUM INTO ?').run(path)
  db.close()
})
