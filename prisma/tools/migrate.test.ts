import { spawnSync } from 'node:child_process'
import { readdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { applyMigrations } from '../../packages/store/src/sqlite/migrate.ts'
import { withSchemaEngine } from './schema-engine.ts'
import { withScratchFile } from './sqlite.ts'
import { copyFolder, edit } from './testing/folder-copy.ts'

const program = fileURLToPath(new URL('./migrate.ts', import.meta.url))

function dbMigrate(...args: string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [program, ...args], { encoding: 'utf8' })
  return { status, stdout, stderr }
}

const migrationsIn = (folder: string) =>
  readdirSync(join(folder, 'migrations')).filter((name) => /^\d/.test(name))

describe('pnpm db:migrate', () => {
  it('says what it needs when the name is missing or bad, and writes nothing', async () => {
    const folder = await copyFolder()
    expect(dbMigrate()).toMatchObject({ status: 1, stdout: '', stderr: expect.stringContaining('Usage: ') })
    for (const name of ['', 'Add Zone', '../zone', '-x', '1zone'])
      expect(dbMigrate(name, folder)).toMatchObject({ status: 1, stderr: expect.stringContaining('Usage: ') })
    expect(migrationsIn(folder)).toHaveLength(migrationsIn(await copyFolder()).length)
  })

  it('says so when there is nothing to do', async () => {
    const folder = await copyFolder()
    expect(dbMigrate('nothing', folder)).toMatchObject({
      status: 0,
      stdout: expect.stringContaining('Nothing to do'),
    })
    expect(migrationsIn(folder)).not.toContainEqual(expect.stringContaining('nothing'))
  })

  it('writes the migration that the schema asks for, which then passes the check', async () => {
    const folder = await copyFolder()
    const before = migrationsIn(folder)
    edit(folder, 'schema.prisma', 'model Runner {', 'model Runner {\n  zone String?')
    expect(dbMigrate('add_zone', folder)).toMatchObject({ status: 0, stderr: '' })
    const [name = '', ...others] = migrationsIn(folder).filter((migration) => !before.includes(migration))
    expect(others).toEqual([])
    expect(name).toMatch(/^\d{14}_add_zone$/)
    const sql = readFileSync(join(folder, 'migrations', name, 'migration.sql'), 'utf8')
    expect(sql).toContain('ALTER TABLE "runners" ADD COLUMN "zone" TEXT;')
  })

  it('writes the first migration and the lock file of a folder that has none', async () => {
    const folder = await copyFolder()
    rmSync(join(folder, 'migrations'), { recursive: true })
    dbMigrate('init', folder)
    expect(readdirSync(join(folder, 'migrations'))).toEqual([
      expect.stringMatching(/_init$/),
      'migration_lock.toml',
    ])
    expect(readFileSync(join(folder, 'migrations', 'migration_lock.toml'), 'utf8')).toContain(
      'provider = "sqlite"',
    )
  })

  it('warns of lost data, names what a rebuild leaves out, and leaves the list as it was', async () => {
    const folder = await copyFolder()
    const list = readFileSync(join(folder, 'invariants.sql'), 'utf8')
    edit(folder, 'schema.prisma', /(model LogLine \{[^}]*) line +String\n/, '$1')
    const { status, stderr } = dbMigrate('drop_line', folder)
    expect(status).toBe(1)
    expect(stderr).toContain('! You are about to drop the column `line` on the `log_lines` table.')
    expect(stderr).toContain('! This rebuilds the table log_lines.')
    expect(stderr).toContain('- CONSTRAINT "log_seq_not_negative" CHECK ("seq" >= 0)\n')
    expect(stderr).toContain('- WITHOUT ROWID')
    expect(readFileSync(join(folder, 'invariants.sql'), 'utf8')).toBe(list)
  })

  it('shows an error of the schema without the frames of the engine', async () => {
    const folder = await copyFolder()
    edit(folder, 'schema.prisma', /$/, 'model {')
    const { status, stderr } = dbMigrate('broken', folder)
    expect(status).toBe(1)
    expect(stderr).toContain('Error validating')
    expect(stderr).not.toMatch(/schema_engine_bg|wasm|\.rs:/)
  })
})

describe("Prisma's engine and the store", () => {
  it('agree on the history that the store writes', async () => {
    const folder = await copyFolder()
    const history = await withScratchFile('store.db', async (db, scratch) => {
      applyMigrations(db, folder)
      return withSchemaEngine(
        folder,
        async (engine, { migrationsList, filters }) => ({
          diagnosis: await engine.diagnoseMigrationHistory({
            migrationsList,
            filters,
            optInToShadowDatabase: true,
          }),
          applied: await engine.applyMigrations({ migrationsList, filters }),
        }),
        join(scratch, 'store.db'),
      )
    })
    expect(history.applied).toEqual({ appliedMigrationNames: [] })
    expect(history.diagnosis).toMatchObject({
      editedMigrationNames: [],
      failedMigrationNames: [],
      history: null,
    })
  })

  it('agree on the history that the engine writes', async () => {
    const folder = await copyFolder()
    await withScratchFile('engine.db', async (db, scratch) => {
      await withSchemaEngine(
        folder,
        (engine, { migrationsList, filters }) => engine.applyMigrations({ migrationsList, filters }),
        join(scratch, 'engine.db'),
      )
      const triggers = db.prepare(`SELECT count(*) FROM sqlite_schema WHERE type = 'trigger'`).pluck()
      expect(triggers.get()).toBe(0)
      expect(applyMigrations(db, folder)).toEqual({ applied: [] })
      expect(triggers.get()).toBeGreaterThan(0)
    })
  })
})
