/**
 * `pnpm db:migrate <name>`: writes the migration that schema.prisma asks for, in Prisma's format. It opens no
 * database of anybody's: the store applies migrations when it starts.
 *
 *     node prisma/tools/migrate.ts <name> [folder]
 */
import { fileURLToPath } from 'node:url'
import { report } from './check.ts'
import { type Authored, authorMigration, messageOf } from './drift.ts'

const usage = `Usage: pnpm db:migrate <name>
The name says what changes, in lower-case letters, digits and underscores: add_priority`

async function main([name, folder = home]: string[]): Promise<boolean> {
  if (!name || !/^[a-z][a-z0-9_]{0,99}$/.test(name)) {
    console.error(name ? `"${name}" is no name for a migration.\n${usage}` : usage)
    return false
  }
  const migration = await authorMigration(folder, name)
  if (!migration) {
    console.log('Nothing to do: the migrations make what schema.prisma describes.')
    return true
  }
  console.log(`Wrote migrations/${migration.name}/migration.sql. Read it before you commit it.`)
  for (const warning of [...dataLoss(migration), ...rebuilds(migration)]) console.warn(`\n! ${warning}`)
  if (folder === home) await import('./generate.ts')
  console.log('')
  return report(folder)
}

const home = fileURLToPath(new URL('..', import.meta.url))

/** Prisma's own warnings, which it puts into a comment at the top of the migration. */
function dataLoss({ sql }: Authored): string[] {
  const comment = /^\/\*\s*Warnings:\s*(.*?)\*\//s.exec(sql)?.[1] ?? ''
  return comment.split(/^\s*- /m).flatMap((text) => text.trim() || [])
}

/** What was lost stands below, in the report of the check. */
function rebuilds({ sql }: Authored): string[] {
  return Array.from(
    sql.matchAll(/^ALTER TABLE "new_(\w+)" RENAME TO "\1";$/gm),
    ([, table]) =>
      `This rebuilds the table ${table}. Its CHECKs, WITHOUT ROWID and partial indexes were written by hand, and ` +
      'Prisma leaves them out: carry them over into the migration.',
  )
}

main(process.argv.slice(2)).then(
  (done) => process.exit(done ? 0 : 1),
  (error) => {
    console.error(`✗ ${messageOf(error)}`)
    process.exit(1)
  },
)
