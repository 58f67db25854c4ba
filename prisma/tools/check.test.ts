import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { acceptInvariants, check } from './check.ts'
import { authorMigration } from './drift.ts'
import { parseInvariants } from './invariants.ts'
import { copyFolder, edit, plantMigration } from './testing/folder-copy.ts'

/** After every real migration, whatever they are. */
const last = '99991231235959_planted'

const linesOf = async (folder: string) =>
  (await check(folder)).flatMap(({ title, lines }) => [title, ...lines])

/** Changes a type in schema.prisma and lets Prisma author the migration, which rebuilds the table. */
async function rebuild(folder: string, field: RegExp, to: string) {
  edit(folder, 'schema.prisma', field, to)
  const authored = await authorMigration(folder, 'rebuilt')
  if (!authored) throw new Error('Prisma saw no change')
  return authored
}

describe('check', () => {
  it('passes a folder that is in order', async () => {
    expect(await check(await copyFolder())).toEqual([])
  })

  it('finds the checks and partial indexes of workloads that a rebuild by Prisma loses', async () => {
    const folder = await copyFolder()
    const { sql } = await rebuild(folder, /memoryLimitMb( +)Float\?/, 'memoryLimitMb$1Int?')
    expect(sql).toContain('DROP TABLE "workloads"')
    const lines = await linesOf(folder)
    const listed =
      parseInvariants(readFileSync(join(folder, 'invariants.sql'), 'utf8')).get('workloads') ?? []
    const byHand = listed.filter((line) => !line.startsWith('CREATE TRIGGER'))
    expect(byHand.length).toBeGreaterThan(30)
    expect(lines).toEqual(expect.arrayContaining(byHand.map((line) => `  - ${line}`)))
    // The triggers were dropped with the table, and laid anew.
    expect(lines.filter((line) => line.includes('TRIGGER'))).toEqual([])
  })

  it('passes the same rebuild once they are carried over', async () => {
    const folder = await copyFolder()
    const listed =
      parseInvariants(readFileSync(join(folder, 'invariants.sql'), 'utf8')).get('workloads') ?? []
    const { name } = await rebuild(folder, /memoryLimitMb( +)Float\?/, 'memoryLimitMb$1Int?')
    const checks = listed.filter((line) => line.includes('CHECK (')).map((line) => `    ${line},\n`)
    const indexes = listed.filter((line) => /^CREATE (UNIQUE )?INDEX/.test(line)).map((line) => `${line};\n`)
    const file = join('migrations', name, 'migration.sql')
    edit(folder, file, /^ *CONSTRAINT "workloads_source_id_input_hash_fkey"/m, `${checks.join('')}$&`)
    edit(folder, file, /^PRAGMA foreign_keys=ON/m, `${indexes.join('')}$&`)
    expect(await check(folder)).toEqual([])
  })

  it('finds a WITHOUT ROWID that a rebuild loses', async () => {
    const folder = await copyFolder()
    await rebuild(folder, /(model LogLine \{[^}]*stream +)String/, '$1String?')
    expect(await linesOf(folder)).toEqual(expect.arrayContaining(['table log_lines', '  - WITHOUT ROWID']))
  })

  it('finds an AUTOINCREMENT that a rebuild adds', async () => {
    const folder = await copyFolder()
    await rebuild(folder, /(model AuditEntry \{[^}]*target +)String\?/, '$1String')
    expect(await linesOf(folder)).toContain('  + "seq" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT')
  })

  it('finds an index over an expression that is lost', async () => {
    const folder = await copyFolder()
    plantMigration(folder, last, 'CREATE INDEX planted ON runners (lower(name));')
    await acceptInvariants(folder)
    expect(await check(folder)).toEqual([])
    plantMigration(folder, `${last}_2`, 'DROP INDEX planted;')
    expect(await linesOf(folder)).toContain('  - CREATE INDEX planted ON runners (lower(name))')
  })

  it('finds a trigger that was dropped from triggers.sql', async () => {
    const folder = await copyFolder()
    edit(folder, 'triggers.sql', /CREATE TRIGGER workloads_guard_transition .*?\nEND;/s, '')
    const lines = await linesOf(folder)
    expect(lines).toEqual(
      expect.arrayContaining([expect.stringContaining('- CREATE TRIGGER workloads_guard_transition')]),
    )
    expect(lines.filter((line) => /^ *[-+] /.test(line))).toHaveLength(1)
  })

  it('finds a trigger whose text was altered, but lets its comments change', async () => {
    const folder = await copyFolder()
    edit(folder, 'triggers.sql', 'CREATE TRIGGER workloads_deleted', '-- Once more.\n$&')
    edit(folder, 'triggers.sql', /(CREATE TRIGGER workloads_deleted .*?BEGIN)/s, '$1 -- and here')
    expect(await check(folder)).toEqual([])
    edit(folder, 'triggers.sql', "'isola: illegal transition'", "'isola: illegal  transition'")
    const changes = (await linesOf(folder)).filter((line) => /^ *[-+] /.test(line))
    expect(changes).toEqual([
      expect.stringContaining('- CREATE TRIGGER workloads_guard_transition'),
      expect.stringContaining('+ CREATE TRIGGER workloads_guard_transition'),
    ])
  })

  it('finds a CHECK that became laxer', async () => {
    const folder = await copyFolder()
    edit(folder, 'migrations/20261123000000_init/migration.sql', '"capacity" >= 1', '"capacity" >= 0')
    expect(await linesOf(folder)).toEqual(
      expect.arrayContaining([
        '  - CONSTRAINT "runner_capacity" CHECK ("capacity" >= 1)',
        '  + CONSTRAINT "runner_capacity" CHECK ("capacity" >= 0)',
      ]),
    )
  })

  it('finds a field of the schema that no migration makes', async () => {
    const folder = await copyFolder()
    edit(folder, 'schema.prisma', 'model Runner {', 'model Runner {\n  zone String?')
    expect(await linesOf(folder)).toEqual(
      expect.arrayContaining(['[*] Changed the `runners` table', '  [+] Added column `zone`']),
    )
  })

  it('finds an index of the schema that a migration drops', async () => {
    const folder = await copyFolder()
    plantMigration(folder, last, 'DROP INDEX workloads_facets;')
    expect((await linesOf(folder)).join('\n')).toContain('Added index on columns (status')
  })

  it('finds a migration that loses rows of a filled file', async () => {
    const folder = await copyFolder()
    plantMigration(folder, last, 'DELETE FROM log_lines WHERE seq = 1;')
    expect(await linesOf(folder)).toContain(`${last} leaves 100 of 200 rows of log_lines`)
  })

  it('finds a migration that leaves references without their rows', async () => {
    const folder = await copyFolder()
    plantMigration(folder, last, 'DELETE FROM workload_sources;')
    expect((await linesOf(folder)).join('\n')).toContain('missing row of workload_sources')
  })

  it('finds rows that no longer satisfy a CHECK, and rows without what they refer to', async () => {
    const folder = await copyFolder()
    const harm = `PRAGMA ignore_check_constraints = ON; UPDATE runners SET capacity = 0;
      PRAGMA foreign_keys = OFF; DELETE FROM workload_sources;`
    plantMigration(folder, last, 'SELECT 1;')
    writeFileSync(join(folder, 'tools', 'fill', `${last}.sql`), harm)
    expect(await linesOf(folder)).toEqual(
      expect.arrayContaining([
        'CHECK constraint failed in runners',
        'a row of workloads refers to a missing row of workload_sources',
        expect.stringContaining('workload_sources has no rows'),
      ]),
    )
  })

  it('finds a migration that runs on an empty file only', async () => {
    const folder = await copyFolder()
    await rebuild(folder, /nodeId( +)String\?/, 'nodeId$1String')
    expect((await linesOf(folder)).join('\n')).toContain('NOT NULL constraint failed: new_workloads.node_id')
  })

  it('finds what differs only where there were rows', async () => {
    const folder = await copyFolder()
    plantMigration(folder, last, 'CREATE INDEX planted ON runners (capacity) WHERE capacity > 1;')
    await acceptInvariants(folder)
    writeFileSync(join(folder, 'tools', 'fill', `${last}.sql`), 'DROP INDEX planted;')
    expect((await check(folder)).map(({ title, lines }) => [title, lines])).toEqual([
      [
        'a migrated file with rows is not like a new one (- new, + migrated)',
        ['table runners', '  - CREATE INDEX planted ON runners (capacity) WHERE capacity > 1'],
      ],
    ])
  })

  it('asks for rows in a table that a migration adds', async () => {
    const folder = await copyFolder()
    plantMigration(folder, last, 'CREATE TABLE "planted" ("id" TEXT NOT NULL PRIMARY KEY);')
    edit(folder, 'schema.prisma', /$/, 'model Planted {\n  id String @id\n  @@map("planted")\n}\n')
    expect(await linesOf(folder)).toEqual(
      expect.arrayContaining([expect.stringContaining('planted has no rows')]),
    )
  })

  it('finds a migration that would end the transaction it runs in', async () => {
    const folder = await copyFolder()
    plantMigration(folder, last, '-- COMMIT;\nCOMMIT;\nBEGIN;')
    expect(await linesOf(folder)).toEqual(expect.arrayContaining([`${last}: COMMIT`, `${last}: BEGIN`]))
  })
})

describe('acceptInvariants', () => {
  it('writes a list with which the folder passes', async () => {
    const folder = await copyFolder()
    edit(folder, 'migrations/20261123000000_init/migration.sql', '"capacity" >= 1', '"capacity" >= 0')
    await acceptInvariants(folder)
    expect(await check(folder)).toEqual([])
    expect(readFileSync(join(folder, 'invariants.sql'), 'utf8')).toContain('CHECK ("capacity" >= 0)')
  })
})
