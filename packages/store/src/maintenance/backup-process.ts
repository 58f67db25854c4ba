import Database from 'better-sqlite3'
import { answerParent } from './run-apart.ts'

answerParent(({ file, path }: { file: string; path: string }) => {
  const db = new Database(file, { readonly: true })
  db.prepare('VACUUM INTO ?').run(path)
  db.close()
})
