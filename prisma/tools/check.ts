/**
 * Run by `pnpm verify`: schema.prisma, the migrations, triggers.sql and invariants.sql agree.
 * Prisma's own drift check sees no CHECK, trigger, WITHOUT ROWID or partial index, and is silent when one is lost.
 *
 *     node prisma/tools/check.ts [--accept] [folder]     --accept rewrites invariants.sql, to be reviewed
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { readBlueprint } from '../../packages/store/src/sqlite/migrate-folder.ts'
import { splitStatements } from '../../packages/store/src/sqlite/migrate-sql.ts'
import { findDrift, messageOf } from './drift.ts'
import { diffInvariants, parseInvariants, printInvariants } from './invariants.ts'
import { rehearseEmpty, rehearseFilled } from './rehearsal.ts'

export interface Finding {
  title: string
  lines: string[]
}

const accept =
  'Meant so? node prisma/tools/check.ts --accept, and let the change of invariants.sql be reviewed.'

/** Everything that is wrong with a folder like `prisma/`. */
export async function check(folder: string): Promise<Finding[]> {
  const breaches = transactions(folder)
  if (breaches.length > 0)
    return [
      { title: 'the store runs all migrations in one transaction, and this would end it', lines: breaches },
    ]
  const drift = await findDrift(folder)
  const empty = await rehearseEmpty(folder)
  const { invariants: filled = empty, problems } = await rehearseFilled(folder)
  const changed = diffInvariants(readList(folder), empty)
  const hint = changed.length > 0 ? [accept] : []
  const findings = [
    { title: 'schema.prisma is not what the migrations make (pnpm db:migrate <name>)', lines: drift },
    { title: 'a new file is not as invariants.sql says (- listed, + found)', lines: [...changed, ...hint] },
    {
      title: 'a migrated file with rows is not like a new one (- new, + migrated)',
      lines: diffInvariants(empty, filled),
    },
    { title: 'a file with rows does not survive the migrations', lines: problems },
  ]
  return findings.filter(({ lines }) => lines.length > 0)
}

export async function acceptInvariants(folder: string): Promise<void> {
  writeFileSync(join(folder, 'invariants.sql'), printInvariants(await rehearseEmpty(folder)))
}

function readList(folder: string) {
  const file = join(folder, 'invariants.sql')
  return parseInvariants(existsSync(file) ? readFileSync(file, 'utf8') : '')
}

function transactions(folder: string): string[] {
  return readBlueprint(folder).migrations.flatMap(({ name, sql }) =>
    splitStatements(sql)
      .filter((statement) =>
        /^(BEGIN|COMMIT|END|ROLLBACK|SAVEPOINT|RELEASE|VACUUM|ATTACH|DETACH)\b/i.test(statement),
      )
      .map((statement) => `${name}: ${statement}`),
  )
}

/** Prints what is wrong; true when nothing is. */
export async function report(folder: string): Promise<boolean> {
  const findings = await check(folder)
  for (const { title, lines } of findings)
    console.error(`✗ ${title}\n${lines.map((line) => `    ${line}\n`).join('')}`)
  if (findings.length === 0) console.log('✓ schema, migrations, triggers and invariants agree')
  return findings.length === 0
}

async function main(args: string[]): Promise<boolean> {
  const folder = args.find((arg) => !arg.startsWith('-')) ?? fileURLToPath(new URL('..', import.meta.url))
  if (args.includes('--accept')) await acceptInvariants(folder)
  return report(folder)
}

if (import.meta.main)
  main(process.argv.slice(2)).then(
    (agree) => process.exit(agree ? 0 : 1),
    (error) => {
      console.error(`✗ ${messageOf(error)}`)
      process.exit(1)
    },
  )
