/** What the schema engine says of a folder like `prisma/`: the drift, and the migration that would end it. */
import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { lockfile } from './engine-input.ts'
import { withSchemaEngine } from './schema-engine.ts'

/** How schema.prisma differs from what the migrations make, in Prisma's words; empty when it does not. */
export async function findDrift(folder: string): Promise<string[]> {
  const { exitCode, stdout } = await withSchemaEngine(folder, (engine, { schema, migrationsList, filters }) =>
    engine.diff({
      from: { tag: 'migrations', ...migrationsList },
      to: { tag: 'schemaDatamodel', ...schema },
      script: false,
      exitCode: true,
      filters,
    }),
  )
  return exitCode === 0 ? [] : (stdout ?? '').split('\n').filter((line) => line.trim() !== '')
}

export interface Authored {
  name: string
  sql: string
}

/** Writes the missing migration into the folder; undefined when none is missing. */
export async function authorMigration(folder: string, name: string): Promise<Authored | undefined> {
  const made = await withSchemaEngine(folder, async (engine, { schema, migrationsList, filters }) => {
    // In this order: without the two before it, createMigration asks for a shadow database that it was given.
    await engine.applyMigrations({ migrationsList, filters })
    await engine.devDiagnostic({ migrationsList, filters })
    return engine.createMigration({ draft: false, migrationName: name, migrationsList, schema, filters })
  })
  if (made.migrationScript === null) return undefined
  return write(folder, { name: made.generatedMigrationName, sql: made.migrationScript })
}

function write(folder: string, migration: Authored): Authored {
  const migrations = join(folder, 'migrations')
  const later = existsSync(migrations)
    ? readdirSync(migrations).find((name) => /^\d/.test(name) && name > migration.name)
    : undefined
  if (later)
    throw new Error(
      `This machine's clock is behind: ${later} exists, so ${migration.name} would come before it.`,
    )
  mkdirSync(join(migrations, migration.name), { recursive: true })
  writeFileSync(join(migrations, migration.name, 'migration.sql'), migration.sql)
  const lock = join(migrations, 'migration_lock.toml')
  if (!existsSync(lock)) writeFileSync(lock, lockfile)
  return migration
}

/** An engine's error without the frames of the engine itself. */
export function messageOf(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error)
  return message.replaceAll(/^\s+(?:\d+: \w+::|with |at schema-engine).*\n?/gm, '').trim()
}
