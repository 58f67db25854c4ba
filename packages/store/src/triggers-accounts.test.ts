/** What accounts keep to even from a SQL shell: somebody can always administer, and a key that is gone stays gone. */
import type Database from 'better-sqlite3'
import { describe, expect, it } from 'vitest'
import { START } from './testing/fixtures.ts'
import { accountsOf, insertKey, insertPerson } from './testing/raw-accounts.ts'
import { insert, rawRecord } from './testing/raw-record.ts'

const LAST_ADMIN = 'isola: the last admin stays'

/** Ada is the one admin who may sign in. */
function withOneAdmin(): Database.Database {
  const db = rawRecord()
  insertPerson(db, 'ada')
  insertPerson(db, 'dora', { disabled: 1 })
  insertPerson(db, 'oleg', { role: 'operator' })
  return db
}

function refuses(db: Database.Database, sql: string, message: string): void {
  const before = accountsOf(db)
  expect(() => db.exec(sql), sql).toThrow(message)
  expect(accountsOf(db), sql).toEqual(before)
}

describe('the last admin who may sign in', () => {
  for (const [what, sql] of [
    ['deleted', `DELETE FROM auth_users WHERE id = 'ada'`],
    ['deleted with everybody else', 'DELETE FROM auth_users'],
    ['made an operator', `UPDATE auth_users SET role = 'operator' WHERE id = 'ada'`],
    ['made a viewer with everybody else', `UPDATE auth_users SET role = 'viewer'`],
    ['disabled', `UPDATE auth_users SET disabled = 1 WHERE id = 'ada'`],
    ['disabled with everybody else', 'UPDATE auth_users SET disabled = 1'],
    ['both at once', `UPDATE auth_users SET role = 'viewer', disabled = 1 WHERE id = 'ada'`],
  ] as const) {
    it(`is not ${what}`, () => {
      refuses(withOneAdmin(), sql, LAST_ADMIN)
    })
  }

  it('is whoever is left of several: one UPDATE or DELETE over all of them is refused as a whole', () => {
    const db = withOneAdmin()
    insertPerson(db, 'grace')
    for (const sql of [
      'UPDATE auth_users SET disabled = 1',
      `UPDATE auth_users SET role = 'viewer'`,
      'DELETE FROM auth_users',
    ]) {
      refuses(db, sql, LAST_ADMIN)
    }
    db.exec(`DELETE FROM auth_users WHERE id = 'ada'`)
    refuses(db, `DELETE FROM auth_users WHERE id = 'grace'`, LAST_ADMIN)
  })

  it('is no longer the last once there is another who may sign in', () => {
    for (const sql of [
      `DELETE FROM auth_users WHERE id = 'ada'`,
      `UPDATE auth_users SET role = 'viewer' WHERE id = 'ada'`,
      `UPDATE auth_users SET disabled = 1 WHERE id = 'ada'`,
    ]) {
      const db = withOneAdmin()
      db.exec(`UPDATE auth_users SET disabled = 0 WHERE id = 'dora'`)
      db.exec(sql)
      const admins = `SELECT id FROM auth_users WHERE role = 'admin' AND NOT disabled`
      expect(db.prepare(admins).pluck().all()).toEqual(['dora'])
    }
  })

  it('may change in everything else, and others in everything', () => {
    const db = withOneAdmin()
    db.exec(`UPDATE auth_users SET name = 'Countess', email = 'countess@example.com', updated_at = 1,
      role = 'admin', disabled = 0 WHERE id = 'ada'`)
    db.exec(`UPDATE auth_users SET role = 'viewer', disabled = 1 WHERE id <> 'ada'`)
    db.exec(`DELETE FROM auth_users WHERE id <> 'ada'`)
    expect(db.prepare('SELECT name FROM auth_users').pluck().all()).toEqual(['Countess'])
  })
})

describe('a person', () => {
  const as = (
    columns: string,
  ) => `INSERT OR REPLACE INTO auth_users (rowid, id, name, email, email_verified, role,
    disabled, created_at, updated_at) SELECT ${columns}, 0, 'viewer', 0, 1, 1 FROM auth_users WHERE id = 'ada'`

  for (const [what, sql] of [
    ['under their id', as(`NULL, id, 'Eve', 'eve@example.com'`)],
    ['under their e-mail', as(`NULL, 'eve', 'Eve', email`)],
    ['in their row', as(`rowid, 'eve', 'Eve', 'eve@example.com'`)],
    ['by another who gets their id', `UPDATE OR REPLACE auth_users SET id = 'ada' WHERE id = 'oleg'`],
    [
      'by another who gets their e-mail',
      `UPDATE OR REPLACE auth_users SET email = 'ada@example.com' WHERE id = 'oleg'`,
    ],
    ['by another who gets their row', `UPDATE OR REPLACE auth_users SET rowid = 1 WHERE id = 'oleg'`],
  ] as const) {
    it(`is not replaced ${what}`, () => {
      refuses(withOneAdmin(), sql, 'isola: a person is not replaced')
    })
  }

  it('takes their sessions and their password along', () => {
    const db = withOneAdmin()
    const times = { created_at: START, updated_at: START }
    for (const user_id of ['ada', 'oleg']) {
      insert(db, 'auth_sessions', { id: user_id, token: user_id, user_id, expires_at: START, ...times })
      insert(db, 'auth_accounts', {
        id: user_id,
        account_id: 'x',
        provider_id: 'credential',
        user_id,
        ...times,
      })
    }
    db.exec(`DELETE FROM auth_users WHERE id = 'oleg'`)
    for (const table of ['auth_sessions', 'auth_accounts']) {
      expect(db.prepare(`SELECT user_id FROM ${table}`).pluck().all()).toEqual(['ada'])
    }
  })
})

describe('a key', () => {
  const MADE_ONCE = 'isola: a key is made once and revoked once'
  function withKeys(): Database.Database {
    const db = rawRecord()
    insertKey(db, 'live', { expires_at: START + 1 })
    insertKey(db, 'revoked', { revoked_at: START })
    return db
  }

  it('is never deleted', () => {
    for (const which of ['', ` WHERE id = 'live'`, ` WHERE id = 'revoked'`]) {
      refuses(withKeys(), `DELETE FROM api_keys${which}`, 'isola: history names keys, so they stay')
    }
  })

  for (const change of [
    `id = 'other'`,
    `role = 'admin'`,
    `key_hash = printf('%064x', 7)`,
    'expires_at = NULL',
    `expires_at = expires_at + 1`,
    'rowid = 9',
  ]) {
    it(`never changes: ${change}`, () => {
      refuses(withKeys(), `UPDATE api_keys SET ${change} WHERE id = 'live'`, MADE_ONCE)
    })
  }

  it('that did not expire never will, and one that is revoked stays so, from the same moment on', () => {
    for (const change of ['expires_at = 1', 'revoked_at = NULL', 'revoked_at = revoked_at + 1']) {
      refuses(withKeys(), `UPDATE api_keys SET ${change} WHERE id = 'revoked'`, MADE_ONCE)
    }
  })

  it('can be revoked, and say when it was last used', () => {
    const db = withKeys()
    db.exec(`UPDATE api_keys SET revoked_at = 5, last_used_at = 4 WHERE id = 'live'`)
    db.exec(`UPDATE api_keys SET last_used_at = 6, name = 'gone' WHERE id = 'live'`)
    const columns = `SELECT name, last_used_at, revoked_at FROM api_keys WHERE id = 'live'`
    expect(db.prepare(columns).raw().all()).toEqual([['gone', 6, 5]])
  })

  const as = (
    columns: string,
  ) => `INSERT OR REPLACE INTO api_keys (rowid, id, name, role, key_hash, start, created_by,
    created_at) SELECT ${columns}, start, created_by, created_at FROM api_keys WHERE id = 'revoked'`
  const another = `'key', 'admin', printf('%064x', 7)`

  for (const [what, sql, message] of [
    ['under its id', as(`NULL, id, ${another}`), 'isola: a key is not replaced'],
    ['under its hash', as(`NULL, 'again', name, role, key_hash`), 'isola: a key is not replaced'],
    ['in its row', as(`rowid, 'again', ${another}`), 'isola: a key is not replaced'],
    ['by another that gets its row', `UPDATE OR REPLACE api_keys SET rowid = 2 WHERE id = 'live'`, MADE_ONCE],
    [
      'by another that gets its id',
      `UPDATE OR REPLACE api_keys SET id = 'revoked' WHERE id = 'live'`,
      MADE_ONCE,
    ],
  ] as const) {
    it(`is not replaced ${what}`, () => {
      refuses(withKeys(), sql, message)
    })
  }
})
