import type { Database } from 'better-sqlite3'
import { MigrationError } from './migrate-error.ts'
import { splitStatements } from './migrate-sql.ts'

export interface Trigger {
  name: string
  /** Exactly as sqlite_schema keeps it, so that the two compare as text. */
  sql: string
}

const declaration =
  /^CREATE\s+TRIGGER\s+(?:IF\s+NOT\s+EXISTS\s+)?(?<rest>(?:"(?<quoted>[^"]+)"|(?<plain>\w+))\s.*)$/is

/** The triggers of a triggers.sql, in its order. Nothing else may be in it. */
export function splitTriggers(sql: string): Trigger[] {
  const triggers = splitStatements(sql).map(parseTrigger)
  const names = new Set(triggers.map(({ name }) => name.toLowerCase()))
  if (names.size < triggers.length) throw new MigrationError('broken', 'triggers.sql names a trigger twice')
  return triggers
}

function parseTrigger(statement: string): Trigger {
  const { quoted, plain, rest } = declaration.exec(statement)?.groups ?? {}
  const name = quoted ?? plain
  if (!name)
    throw new MigrationError('broken', `triggers.sql holds more than triggers: ${statement.slice(0, 80)}`)
  return { name, sql: `CREATE TRIGGER ${rest}` }
}

function readTriggers(db: Database): Trigger[] {
  return db.prepare<[], Trigger>(`SELECT name, sql FROM sqlite_schema WHERE type = 'trigger'`).all()
}

/** True when the file holds these triggers, letter for letter, and no others. */
export function triggersAreLaid(db: Database, triggers: Trigger[]): boolean {
  const laid = new Map(readTriggers(db).map(({ name, sql }) => [name, sql]))
  return laid.size === triggers.length && triggers.every(({ name, sql }) => laid.get(name) === sql)
}

/** Every one, also those of earlier versions: rebuilding a table loses some and trips over the others. */
export function dropTriggers(db: Database): void {
  for (const { name } of readTriggers(db)) db.exec(`DROP TRIGGER "${name.replaceAll('"', '""')}"`)
}

export function layTriggers(db: Database, triggers: Trigger[]): void {
  for (const { sql } of triggers) db.exec(sql)
}
