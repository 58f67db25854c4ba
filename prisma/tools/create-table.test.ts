import { describe, expect, it } from 'vitest'
import { readCreateTable } from './create-table.ts'

describe('readCreateTable', () => {
  it('finds the checks of columns and of the table, with their names', () => {
    const { checks } = readCreateTable(`CREATE TABLE "t" (
      "a" TEXT NOT NULL CHECK (length("a") < 9) CHECK(a <> ''),
      CONSTRAINT "b_known" CHECK ("b" IN ('x', 'y')),
      CONSTRAINT t_fkey FOREIGN KEY ("a") REFERENCES "u" ("a")
    )`)
    expect(checks).toEqual([
      'CHECK (length("a") < 9)',
      `CHECK(a <> '')`,
      `CONSTRAINT "b_known" CHECK ("b" IN ('x', 'y'))`,
    ])
  })

  it('is not misled by parentheses, quotes and comments', () => {
    const { checks, options } = readCreateTable(`CREATE TABLE "a (""CHECK (" ( -- CHECK (1)
      "CHECK" TEXT DEFAULT ('CHECK (2)') /* CHECK (3) */ CHECK ("CHECK" <> ')''(' -- )
        AND (1)), [x)] INT, \`y(\` INT
    ) WITHOUT ROWID`)
    expect(checks).toEqual([`CHECK ("CHECK" <> ')''(' AND (1))`])
    expect(options).toBe('WITHOUT ROWID')
  })

  it('reads the same from any layout', () => {
    const { checks } = readCreateTable(`create table t (a, check (
      a in ( 1,
             2 ) -- why
    ))`)
    expect(checks).toEqual(['check (a in (1, 2))'])
  })

  it('finds the options after the last parenthesis', () => {
    expect(readCreateTable('CREATE TABLE t (a)').options).toBe('')
    expect(readCreateTable('CREATE TABLE t (a PRIMARY KEY) STRICT,\n  WITHOUT ROWID').options).toBe(
      'STRICT, WITHOUT ROWID',
    )
  })

  it('finds the columns with clauses that Prisma does not know or adds unasked', () => {
    const { clauses } = readCreateTable(`CREATE TABLE t (
      seq INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT COLLATE NOCASE, plain TEXT DEFAULT 'COLLATE',
      sum INT GENERATED ALWAYS AS (a + b), FOREIGN KEY (a) REFERENCES u (a) DEFERRABLE INITIALLY DEFERRED
    )`)
    expect(clauses).toEqual([
      'seq INTEGER PRIMARY KEY AUTOINCREMENT',
      'name TEXT COLLATE NOCASE',
      'sum INT GENERATED ALWAYS AS (a + b)',
      'FOREIGN KEY (a) REFERENCES u (a) DEFERRABLE INITIALLY DEFERRED',
    ])
  })

  it('refuses what it cannot balance instead of reading half of it', () => {
    expect(() => readCreateTable('CREATE TABLE t (a CHECK (a > 0)')).toThrow('unbalanced')
  })
})
