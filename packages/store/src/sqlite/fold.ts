import { fold } from '@isola/domain'
import type Database from 'better-sqlite3'

export function registerFold(db: Database.Database): void {
  db.function('isola_fold', { deterministic: true }, (value) =>
    typeof value === 'string' ? fold(value) : null,
  )
}

/** The column holds the (folded) text that is bound here. */
export const contains = (column: string): string => `instr(isola_fold(${column}), ?) > 0`
