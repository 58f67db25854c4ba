/** People and keys as rows. */
import type Database from 'better-sqlite3'
import { START } from './fixtures.ts'
import { ACTOR, type Columns, insert } from './raw-record.ts'

export const newPerson = (id: string, columns: Columns = {}): Columns => ({
  id,
  name: id,
  email: `${id}@example.com`,
  email_verified: 0,
  role: 'admin',
  disabled: 0,
  created_at: START,
  updated_at: START,
  ...columns,
})

export const newKey = (id: string, columns: Columns = {}): Columns => ({
  id,
  name: id,
  role: 'operator',
  key_hash: Buffer.from(id).toString('hex').padStart(64, '0'),
  start: 'isk_abcd',
  created_by: ACTOR,
  created_at: START,
  ...columns,
})

export const insertPerson = (db: Database.Database, id: string, columns: Columns = {}): void =>
  insert(db, 'auth_users', newPerson(id, columns))

export const insertKey = (db: Database.Database, id: string, columns: Columns = {}): void =>
  insert(db, 'api_keys', newKey(id, columns))

/** Everything about them, as it is. */
export const accountsOf = (db: Database.Database): unknown[] =>
  ['auth_users', 'auth_sessions', 'auth_accounts', 'api_keys'].map((table) =>
    db.prepare(`SELECT rowid, * FROM ${table} ORDER BY rowid`).all(),
  )
