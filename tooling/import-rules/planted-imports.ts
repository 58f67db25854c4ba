/** Imports and the rules that must report them: the test of the import rules writes them to disk and looks. */

export interface Planted {
  file: string
  source: string
  /** Sorted; none where the import is legal. */
  rules: string[]
}

const plant = (file: string, source: string, ...rules: string[]): Planted => ({ file, source, rules })

const COLUMNS = ['domain', 'store', 'auth', 'api', 'client', 'backends']

/** The table of ARCHITECTURE.md, stated a second time on purpose. */
const TABLE: Record<string, string> = {
  'packages/domain': '-   no    no  no    no  no',
  'packages/store': ' yes -     no  no    no  no',
  'packages/auth': '  yes no    -   no    no  no',
  'packages/api': '   yes types yes -     no  no',
  'packages/client': 'yes no    no  types -   no',
  'packages/backends': 'yes no  no  no    no  -',
  'apps/server': '    yes yes   yes yes   no  no',
  'apps/web': '       yes no    no  types yes no',
  'apps/runner': '    yes no    no  no    yes yes',
  examples: '         no  no    no  no    yes no',
}

/** A cell as two imports, one of a type and one of a value. */
function plantCell(folder: string, target: string, cell: string): Planted[] {
  const home = folder.replace(/^.*\//, '')
  // domain has a rule of its own for whatever is not zod.
  const refused = home === 'domain' ? ['domain-imports', 'domain-is-pure'] : [`${home}-imports`]
  const rules = { yes: { type: [], value: [] }, types: { type: [], value: [`${home}-types-only`] } }[cell]
  const { type, value } = rules ?? { type: refused, value: refused }
  return [
    plant(`${folder}/src/type-${target}.ts`, `import type { Type } from '@isola/${target}'`, ...type),
    plant(`${folder}/src/value-${target}.ts`, `import { value } from '@isola/${target}'`, ...value),
  ]
}

export const plantedCells: Planted[] = Object.entries(TABLE).flatMap(([folder, row]) => {
  const cells = row.trim().split(/\s+/)
  return COLUMNS.flatMap((target, at) =>
    cells[at] === '-' ? [] : plantCell(folder, target, cells[at] ?? ''),
  )
})

export const plantedByHand: Planted[] = [
  // A package's inside, by name and by path, and its entry by path.
  plant('packages/auth/src/inside.ts', `import { value } from '@isola/store/src/inside.ts'`, 'auth-imports'),
  plant(
    'packages/api/src/inside.ts',
    `import { value } from '../../domain/src/inside.ts'`,
    'api-imports',
    'by-name',
  ),
  plant('packages/api/src/path.ts', `import { value } from '../../domain/src/index.ts'`, 'by-name'),
  plant(
    'apps/web/src/path.ts',
    `import { value } from '../../server/src/index.ts'`,
    'by-name',
    'web-imports',
  ),
  plant('benchmarks/inside.ts', `import { value } from '../packages/store/src/inside.ts'`),

  plant('packages/novelty/src/value.ts', `import { value } from '@isola/domain'`, 'not-in-table'),

  // The door that is auth's alone, and the server's, which hands it over.
  plant('packages/auth/src/door.ts', `import { value } from '@isola/store/auth-database'`),
  plant('apps/server/src/door.ts', `import { value } from '@isola/store/auth-database'`),
  plant('packages/api/src/door.ts', `import { value } from '@isola/store/auth-database'`, 'api-imports'),

  // Values beside types, values loaded late, types in the dress of values.
  plant(
    'packages/api/src/both.ts',
    `import type { Type } from '@isola/store'\nexport { value } from '@isola/store'`,
    'api-types-only',
  ),
  plant('packages/api/src/late.ts', `export const late = () => import('@isola/store')`, 'api-types-only'),
  plant('packages/api/src/type.ts', `export type Type = import('@isola/store').Type`),

  // Tests.
  plant('packages/api/src/value.test.ts', `import { value } from '@isola/store'`),
  plant('packages/api/src/client.test.ts', `import { value } from '@isola/client'`, 'api-test-imports'),
  plant('packages/client/src/store.test.ts', `import { value } from '@isola/store'`),

  // Prisma and SQLite.
  plant(
    'packages/api/src/prisma.ts',
    `import type { PrismaClient } from '@prisma/client'`,
    'sqlite-in-store',
  ),
  plant('packages/auth/src/sqlite.ts', `import Database from 'better-sqlite3'`, 'sqlite-in-store'),
  plant('apps/server/src/sqlite.ts', `import { DatabaseSync } from 'node:sqlite'`, 'sqlite-in-store'),
  plant(
    'apps/server/src/generated.ts',
    `import '../../../packages/store/src/generated/prisma/client.ts'`,
    'by-name',
    'server-imports',
  ),
  plant('packages/store/src/sqlite.ts', `import Database from 'better-sqlite3'`),
  plant('prisma/tools/sqlite.ts', `import Database from 'better-sqlite3'`),

  // What domain may need.
  plant('packages/domain/src/zod.ts', `import { z } from 'zod'`),
  plant('packages/domain/src/node.ts', `import { readFileSync } from 'node:fs'`, 'domain-is-pure'),
  plant('packages/domain/src/node.test.ts', `import { readFileSync } from 'node:fs'`),

  // A circle, which is reported once; types count.
  plant('packages/store/src/circle-a.ts', `import { b } from './circle-b.ts'`, 'no-cycle'),
  plant('packages/store/src/circle-b.ts', `import type { a } from './circle-a.ts'`),
]
