/** Who may import whom: the table of ARCHITECTURE.md as rules for dependency-cruiser. */
import type { IConfiguration, IForbiddenRuleType } from 'dependency-cruiser'

/**
 * What each folder may import of the others, always by its entry: `@isola/<name>`, and never a relative path.
 * `type x`: its types only. `test x`: in tests only, which may also use values where sources get the types.
 * benchmarks and prisma/tools are not here: the ones may import anything, the others are the store's own tools.
 */
const MAY_IMPORT: Record<string, string[]> = {
  'packages/domain': [],
  'packages/store': ['domain'],
  'packages/auth': ['domain', 'store/auth-database', 'test store'],
  'packages/api': ['domain', 'type store', 'auth', 'test store', 'test store/auth-database'],
  'packages/client': ['domain', 'type api', 'test store', 'test auth'],
  'packages/backends': ['domain'],
  'apps/server': ['domain', 'store', 'store/auth-database', 'auth', 'api'],
  'apps/web': ['domain', 'type api', 'client'],
  'apps/runner': ['domain', 'client', 'backends', 'test store', 'test auth', 'test api'],
  examples: ['client'],
  tooling: ['domain'],
}

/** With what they share. */
const TESTS = '(?:\\.test\\.tsx?|/testing/.+\\.ts)$'
const HOUSE = '^(?:(?:packages|apps|examples|benchmarks|prisma|tooling)/|@isola/)'
/** As packages, and as the bare names that remain of them when they cannot be resolved. */
const SQLITE = ['(?:^|/)node_modules/', '^'].map(
  (start) => `${start}(?:@prisma|prisma|better-sqlite3|node:sqlite)(?:/|$)`,
)

/** An entry as a path, or as the bare name that remains of it when it cannot be resolved. */
function entry(name: string): string {
  const [home, file = 'index'] = name.split('/')
  return `^(?:packages/${home}/src/${file}\\.ts|@isola/${name})$`
}

function rulesOf(folder: string, cells: string[]): IForbiddenRuleType[] {
  const name = folder.replace(/^.*\//, '')
  const entries = (...kinds: string[]): string[] =>
    cells.flatMap((cell) => {
      const [target = '', kind = ''] = cell.split(' ').reverse()
      return kinds.includes(kind) ? [entry(target)] : []
    })
  const own = `^${folder}/`
  const comment = `${name} may import ${cells.join(', ') || 'no other package'}, by its entry.`
  return [
    {
      name: `${name}-imports`,
      comment,
      severity: 'error',
      from: { path: own, pathNot: TESTS },
      to: { path: HOUSE, pathNot: [own, ...entries('', 'type')] },
    },
    {
      name: `${name}-test-imports`,
      comment,
      severity: 'error',
      from: { path: `${own}.*${TESTS}` },
      to: { path: HOUSE, pathNot: [own, ...entries('', 'type', 'test')] },
    },
    ...entries('type').map(
      (path): IForbiddenRuleType => ({
        name: `${name}-types-only`,
        comment,
        severity: 'error',
        from: { path: own, pathNot: TESTS },
        to: { path, dependencyTypesNot: ['type-only', 'type-import'] },
      }),
    ),
  ]
}

export default {
  forbidden: [
    ...Object.entries(MAY_IMPORT).flatMap(([folder, cells]) => rulesOf(folder, cells)),
    {
      name: 'not-in-table',
      comment: 'A new package or app says in the table what it may import.',
      severity: 'error',
      from: {
        path: '^((?:packages|apps)/[^/]+)/',
        pathNot: Object.keys(MAY_IMPORT).map((folder) => `^${folder}/`),
      },
      to: { path: HOUSE, pathNot: '^$1/' },
    },
    {
      name: 'by-name',
      comment: 'Another package is imported by its name, so that its package.json says so.',
      severity: 'error',
      from: { path: '^((?:packages|apps)/[^/]+|examples)/' },
      to: { path: '^(?:packages|apps)/', pathNot: '^$1/', dependencyTypes: ['local'] },
    },
    {
      name: 'domain-is-pure',
      comment: 'domain runs in a browser and needs zod, nothing else.',
      severity: 'error',
      from: { path: '^packages/domain/', pathNot: TESTS },
      to: { pathNot: ['^packages/domain/', '(?:^|/)node_modules/zod/', '^zod$'] },
    },
    {
      name: 'sqlite-in-store',
      comment: 'The store alone knows Prisma and SQLite.',
      severity: 'error',
      from: { pathNot: '^(?:packages/store|prisma|benchmarks)/' },
      to: { path: SQLITE },
    },
    {
      name: 'no-cycle',
      comment: 'Neither half of a circle can be understood, or tested, without the other.',
      severity: 'error',
      from: { pathNot: '/generated/' },
      to: { circular: true },
    },
  ],
  options: {
    // Else it sees no import of a type: erased sources have none.
    tsPreCompilationDeps: true,
    // An app of its own: the packed client is installed into it, and it imports that.
    exclude: { path: '^packages/client/src/testing/foreign-app/' },
    doNotFollow: { path: ['node_modules', '/generated/'] },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'types', 'node', 'default'],
    },
  },
} satisfies IConfiguration
