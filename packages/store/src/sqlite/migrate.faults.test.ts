import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { statSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import Database from 'better-sqlite3'
import { describe, expect, it } from 'vitest'
import { applyMigrations } from './migrate.ts'
import { migrationFolder, openFile, scratchFolder } from './migrate-testing.ts'

const rows = 5_000
const first = {
  '20260101000000_init': `CREATE TABLE "lines" ("id" INTEGER NOT NULL PRIMARY KEY, "text" TEXT NOT NULL);`,
}
const later = {
  '20260102000000_more': `
    ALTER TABLE "lines" ADD COLUMN "size" INTEGER;
    SELECT reached('column added');
    UPDATE "lines" SET "size" = length("text");
    SELECT reached('column filled');`,
  '20260103000000_rebuilt': `
    PRAGMA foreign_keys=OFF;
    CREATE TABLE "new_lines" (
      "id" INTEGER NOT NULL PRIMARY KEY, "text" TEXT NOT NULL, "size" INTEGER NOT NULL);
    INSERT INTO "new_lines" SELECT "id", "text", "size" FROM "lines";
    SELECT reached('copied');
    DROP TABLE "lines";
    SELECT reached('dropped');
    ALTER TABLE "new_lines" RENAME TO "lines";
    PRAGMA foreign_keys=ON;`,
  '20260104000000_index': `
    SELECT reached('renamed');
    CREATE INDEX "lines_size" ON "lines" ("size");
    SELECT reached('indexed');`,
}
const points = ['column added', 'column filled', 'copied', 'dropped', 'renamed', 'indexed', 'committed']
const names = Object.keys(later)

const trigger = (version: string) =>
  `CREATE TRIGGER lines_guard BEFORE DELETE ON lines BEGIN SELECT RAISE(ABORT, '${version}'); END;`

/** Each point, the process standing still or running on, and both ways in which SQLite undoes half a write. */
const kills = Array.from(
  { length: process.env.ISOLA_FAULTS === 'full' ? 50 : points.length },
  (_, index) => ({
    index,
    point: points[index % points.length] ?? '',
    manner: Math.floor(index / points.length) % 2 === 0 ? 'hold' : 'run',
    journal: index % 2 === 0 ? 'wal' : 'delete',
  }),
)

function oldFile(journal: string): string {
  const file = join(scratchFolder(), 'isola.db')
  const db = new Database(file)
  db.pragma(`journal_mode = ${journal}`)
  applyMigrations(db, migrationFolder(first, trigger('old')))
  db.exec(`WITH RECURSIVE n(i) AS (VALUES (1) UNION ALL SELECT i + 1 FROM n WHERE i < ${rows})
    INSERT INTO lines SELECT i, printf('%0200d', i) FROM n`)
  db.close()
  return file
}

/** Resolves when the process is dead, with the point it had reached. */
async function killAt(point: string, manner: string, file: string, folder: string): Promise<string> {
  const program = fileURLToPath(new URL('./migrate-victim.ts', import.meta.url))
  const victim = spawn(process.execPath, [program, file, folder, point, manner], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const dead = once(victim, 'exit')
  const [said] = await Promise.race([once(victim.stdout, 'data'), dead])
  victim.kill('SIGKILL')
  await dead
  return String(said).trim()
}

function stateOf(db: Database.Database) {
  const list = (sql: string) => db.prepare(sql).pluck().all()
  return {
    schema: list(`SELECT sql FROM sqlite_schema WHERE name LIKE 'lines%' OR name LIKE 'new%' ORDER BY name`),
    history: list('SELECT migration_name FROM _prisma_migrations ORDER BY 1'),
    rows: db.prepare('SELECT count(*) AS rows, sum(id) AS ids, sum(length(text)) AS bytes FROM lines').all(),
    integrity: db.pragma('integrity_check', { simple: true }),
  }
}

function migrated(file: string, folder: string) {
  const db = openFile(file)
  db.function('reached', (_point) => null)
  const { applied } = applyMigrations(db, folder)
  return { applied, state: stateOf(db), sizes: db.prepare('SELECT sum(size) FROM lines').pluck().all() }
}

describe('a process killed while it migrates', () => {
  for (const { index, point, manner, journal } of kills) {
    const where = `${index}: ${point}, ${manner}, ${journal}`
    it(`leaves the old version or the new one, and a restart continues (${where})`, async () => {
      const folder = migrationFolder({ ...first, ...later }, trigger('new'))
      const old = stateOf(openFile(oldFile(journal)))
      const done = migrated(oldFile(journal), folder)
      const file = oldFile(journal)
      const sizeBefore = statSync(file).size

      expect(await killAt(point, manner, file, folder)).toBe(point)

      // SQLite had begun to write: there was something to undo.
      const traces = ['-wal', '-journal'].map(
        (end) => statSync(file + end, { throwIfNoEntry: false })?.size ?? 0,
      )
      if (manner === 'hold' && point !== 'column added')
        expect(Math.max(...traces, statSync(file).size - sizeBefore)).toBeGreaterThan(rows * 10)

      const found = stateOf(openFile(file))
      expect([old, done.state]).toContainEqual(found)
      if (manner === 'hold') expect(found).toEqual(point === 'committed' ? done.state : old)
      const restarted = migrated(file, folder)
      expect(restarted.applied).toEqual(found.history.length === 1 ? names : [])
      expect(restarted).toMatchObject({ state: done.state, sizes: [rows * 200] })
    })
  }
})
