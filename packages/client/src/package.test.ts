import { execFile } from 'node:child_process'
import {
  copyFileSync,
  cpSync,
  existsSync,
  globSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { spawnServer } from './testing/spawn-server.ts'

const root = join(import.meta.dirname, '..')
/** Compilers and package managers take seconds, and many on busy cores. */
const slow = { timeout: 120_000 }
const bin = (name: string) => join(root, 'node_modules/.bin', name)
const temporary = mkdtempSync(join(tmpdir(), 'isola-package-'))
afterAll(() => rmSync(temporary, { recursive: true }))

/** Everything that a program said. Rejects, with that as its message, when it fails. */
async function run(
  program: string,
  args: string[],
  cwd: string,
  env: Record<string, string> = {},
): Promise<string> {
  try {
    const options = { cwd, env: { ...process.env, ...env } }
    const { stdout, stderr } = await promisify(execFile)(program, args, options)
    return stdout + stderr
  } catch (error) {
    const { stdout, stderr } = error as { stdout: string; stderr: string }
    throw new Error(`${program} ${args.join(' ')}\n${stdout}${stderr}`)
  }
}

/** Where each has packed: the tarball, and beside it what is in it. */
const packed = { npm: join(temporary, 'npm'), pnpm: join(temporary, 'pnpm') }
const managers = ['npm', 'pnpm'] as const
const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))
const tarball = (manager: 'npm' | 'pnpm') => join(packed[manager], `isola-client-${version}.tgz`)
const content = (manager: 'npm' | 'pnpm', file: string) =>
  readFileSync(join(packed[manager], 'package', file), 'utf8')
const manifest = (manager: 'npm' | 'pnpm') => JSON.parse(content(manager, 'package.json'))

/** An app with the packed client and nothing else. */
const app = join(temporary, 'app')

beforeAll(async () => {
  for (const manager of managers) {
    mkdirSync(packed[manager])
    await run(manager, ['pack', '--pack-destination', packed[manager]], root)
    await run('tar', ['-xzf', tarball(manager)], packed[manager])
  }
  cpSync(join(root, 'src/testing/foreign-app'), app, { recursive: true })
  for (const file of ['use', 'refused'])
    for (const kind of ['mts', 'cts']) copyFileSync(join(app, `${file}.ts`), join(app, `${file}.${kind}`))
  // Offline: what it needed beyond itself would not be found.
  await run('npm', ['install', '--offline', '--no-audit', '--no-fund', tarball('npm')], app)
}, 120_000)

const FILES = [
  'LICENSE',
  'README.md',
  'dist/THIRD-PARTY-LICENSES',
  'dist/index.cjs',
  'dist/index.d.cts',
  'dist/index.d.ts',
  'dist/index.js',
  'package.json',
]

describe.each(managers)('the client packed by %s', slow, (manager) => {
  it('is its build, its README and licences, and no source', async () => {
    const said = await run('tar', ['-tzf', tarball(manager)], temporary)
    const files = said.trim().split('\n')
    expect(files.toSorted()).toEqual(FILES.map((file) => `package/${file}`))
    expect(content(manager, 'LICENSE')).toBe(readFileSync(join(root, '../../LICENSE'), 'utf8'))
  })

  it('exports, for import and for require, files that it has, each with its own types', () => {
    const { exports, main, types } = manifest(manager)
    expect(Object.keys(exports['.'])).toEqual(['import', 'require'])
    const targets: string[] = Object.values(exports['.']).flatMap((one) => Object.values(one as object))
    expect(new Set(targets).size).toBe(4)
    const missing = [...targets, main, types].filter(
      (target) => !existsSync(join(packed[manager], 'package', target)),
    )
    expect(missing).toEqual([])
  })

  it('stands alone: it depends on nothing, and imports nothing', () => {
    const { dependencies, peerDependencies, optionalDependencies } = manifest(manager)
    expect([dependencies, peerDependencies, optionalDependencies]).toEqual([undefined, undefined, undefined])
    for (const file of ['index.js', 'index.cjs', 'index.d.ts', 'index.d.cts']) {
      const imports = content(manager, `dist/${file}`).match(/(?:\bfrom |\bimport\(|\brequire\()["'][^"']+/g)
      expect([file, imports]).toEqual([file, null])
    }
  })

  it('names the licence of everything that is bundled', () => {
    const names = content(manager, 'dist/THIRD-PARTY-LICENSES').match(/^\S+ \S+ \(\S+\)$/gm)
    expect(names?.map((line) => line.split(' ')[0])).toEqual([
      '@trpc/client',
      '@trpc/server',
      'eventsource',
      'eventsource-parser',
    ])
  })

  it('has a README without relative links, which lead nowhere on a registry', () => {
    expect(content(manager, 'README.md').match(/\]\((?!https?:|#)[^)]*\)/g)).toBeNull()
  })

  it('is what publint and are-the-types-wrong expect, in every kind of resolution', async () => {
    await run(bin('publint'), ['run', tarball(manager), '--strict'], temporary)
    await run(bin('attw'), [tarball(manager), '--profile', 'strict'], temporary)
  })
})

/** Compiles files of the app; declarations are checked too. @returns every error there is */
async function compile(compiler: string, files: string[], options: object): Promise<string> {
  const config = join(app, `tsconfig.${crypto.randomUUID()}.json`)
  const compilerOptions = {
    target: 'es2022',
    noEmit: true,
    strict: true,
    exactOptionalPropertyTypes: true,
    noUncheckedIndexedAccess: true,
    skipLibCheck: false,
    ...options,
  }
  writeFileSync(config, JSON.stringify({ compilerOptions, files }))
  return run(process.execPath, [compiler, '-p', config], app).catch(({ message }: Error) => message)
}

const typescript7 = join(root, 'node_modules/typescript/bin/tsc')
const typescript6 = join(root, 'node_modules/typescript-api/bin/tsc')
const NODE = { lib: ['es2022'], types: ['node'], typeRoots: [join(root, 'node_modules/@types')] }
const DOM = { lib: ['es2022', 'dom', 'dom.iterable'], types: [] }

describe('an app of strict TypeScript that checks declarations of libraries', slow, () => {
  const node10 = { module: 'commonjs', moduleResolution: 'node10', ignoreDeprecations: '6.0' }
  it.each([
    ['node10, by TypeScript 6', typescript6, 'cts', node10],
    ['node16, CommonJS, by TypeScript 6', typescript6, 'cts', { module: 'node16' }],
    ['node16, ES modules, by TypeScript 6', typescript6, 'mts', { module: 'node16' }],
    ['nodenext, CommonJS', typescript7, 'cts', { module: 'nodenext' }],
    ['nodenext, ES modules', typescript7, 'mts', { module: 'nodenext' }],
    ['bundler', typescript7, 'mts', { module: 'esnext', moduleResolution: 'bundler' }],
  ])('compiles under %s, with the types of Node or of the DOM', async (_, compiler, kind, options) => {
    const [use, refused] = [`use.${kind}`, `refused.${kind}`]
    expect(await compile(compiler, [use, refused], { ...options, ...NODE })).toBe('')
    expect(await compile(compiler, [refused], { ...options, ...DOM })).toBe('')
  })
})

it('exports every class of error, for import and for require', async () => {
  const sources = globSync('*.ts', { cwd: import.meta.dirname }).map((file) =>
    readFileSync(join(import.meta.dirname, file), 'utf8'),
  )
  const classes = sources.flatMap((source) =>
    [...source.matchAll(/^export class (\w+) extends \w*Error\b/gm)].map(([, name = '']) => name),
  )
  expect(classes).toContain('NoAnswerError')
  const dist = join(packed.npm, 'package/dist')
  const modules: Record<string, unknown>[] = [
    await import(pathToFileURL(join(dist, 'index.js')).href),
    createRequire(import.meta.url)(join(dist, 'index.cjs')),
  ]
  for (const exported of modules)
    expect(classes.filter((name) => typeof exported[name] !== 'function')).toEqual([])
})

/** An optional dependency, because not every platform has a binary that old. */
function missing(what: string): string {
  const remark = `${what} is not installed`
  if (process.env.CI) throw new Error(`${remark}; CI must not do without it`)
  process.stderr.write(`NOT TESTED: ${remark}\n`)
  return remark
}

describe('the packed client runs', slow, async () => {
  const server = await spawnServer({ ISOLA_EMBEDDED_RUNNER: 'on' })
  afterAll(server.stop)
  /** The oldest that package.json names, and the one that runs this. */
  const nodes = { '20.3.0': join(root, '../../node_modules/node-20/bin/node'), '24': process.execPath }

  it.for([
    ['20.3.0', 'mjs'],
    ['20.3.0', 'cjs'],
    ['24', 'mjs'],
    ['24', 'cjs'],
  ] as const)('on Node %s as %s', async ([version, kind], { skip }) => {
    if (!existsSync(nodes[version])) skip(missing(`Node ${version}`))
    const source = `use.${kind.replace('js', 'ts')}`
    expect(
      await compile(typescript7, [source], { module: 'nodenext', ...NODE, noEmit: false, outDir: 'out' }),
    ).toBe('')
    expect(await run(nodes[version], ['--version'], app)).toMatch(new RegExp(`^v${version}`))
    const env = { ISOLA_URL: server.url, ISOLA_API_KEY: server.apiKey }
    const said = await run(nodes[version], [join('out', `use.${kind}`)], app, env)
    expect(said.trim().split('\n')).toEqual([
      'created pending',
      'refused INVALID_TRANSITION to completed, allowed: running failed killed',
      'told transitioned running',
      'ended completed 42',
      'listed 1 of 1',
      'answered 15',
      'ran one two 3',
      'rejected by onLog true',
      'aborted true',
      'no answer true',
    ])
  })

  it('and claims to run on no Node older than these', () => {
    expect(manifest('npm').engines).toEqual({ node: '>=20.3' })
  })
})
