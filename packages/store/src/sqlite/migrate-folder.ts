import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { splitTriggers, type Trigger } from './migrate-triggers.ts'

export interface Migration {
  /** `<timestamp>_<name>`: the order of names is the order of application. */
  name: string
  sql: string
}

/** What this version of the program wants a database to be. */
export interface Blueprint {
  migrations: Migration[]
  triggers: Trigger[]
}

/** Reads a folder like `prisma/`: `migrations/<timestamp>_<name>/migration.sql` and `triggers.sql`. */
export function readBlueprint(folder: URL | string): Blueprint {
  const root = typeof folder === 'string' ? folder : fileURLToPath(folder)
  const migrations = join(root, 'migrations')
  const names = readdirSync(migrations, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .sort()
  return {
    migrations: names.map((name) => ({
      name,
      sql: readFileSync(join(migrations, name, 'migration.sql'), 'utf8'),
    })),
    triggers: splitTriggers(readFileSync(join(root, 'triggers.sql'), 'utf8')),
  }
}

/** As Prisma's: SHA-256 of the file's text. */
export const checksumOf = (sql: string) => createHash('sha256').update(sql).digest('hex')

/** As in Prisma, a checkout that changed the line endings is no edit. */
export function matchesChecksum({ sql }: Migration, checksum: string): boolean {
  const unix = sql.replaceAll('\r\n', '\n')
  return [sql, unix, unix.replaceAll('\n', '\r\n')].some((text) => checksumOf(text) === checksum)
}
