import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { IsolaError, type IsolaErrorData, isolaErrorData } from '@isola/domain'
import { expect, onTestFinished, test } from 'vitest'

const root = join(import.meta.dirname, '..')

/** What is looked at of the router; its own types need Node's `fetch`, which the tools' configuration does not have. */
interface Router {
  _def: {
    procedures: Record<string, { _def: { type: string; meta: { permission: string } } }>
    _config: { errorFormatter(failure: object): { data: { httpStatus: number } } }
  }
}
const entryOf = (name: string) => import(join(root, 'packages', name, 'src/index.ts'))
const { appRouter } = (await entryOf('api')) as { appRouter: Router }
const { PERMISSIONS } = (await entryOf('auth')) as { PERMISSIONS: Record<string, string[]> }

const text = readFileSync(join(root, 'docs/api.md'), 'utf8')

/** Each procedure's section by its heading. */
const sections = new Map(
  text
    .split(/^#{2,3} /m)
    .map((section) => [section.split('\n', 1)[0] ?? '', section] as const)
    .filter(([heading]) => /^[a-z]+\.[a-z.]+/i.test(heading)),
)
const procedures = Object.entries(appRouter._def.procedures)
const codes = isolaErrorData.options.map(({ shape }) => shape.code.value)

test('docs/api.md has every procedure, in the order of the router, and no other', () => {
  expect([...sections.keys()]).toEqual(procedures.map(([name]) => name))
})

test.each(procedures)('docs/api.md describes %s as it is', (name, { _def: { type, meta } }) => {
  const section = sections.get(name) ?? ''
  expect(section).toMatch(new RegExp(`\n\n${type}, permission \`${meta.permission}\`\\.\n\n`, 'i'))
  const named = section.match(/^Errors: .+$/m)?.[0].match(/`[A-Z_]{5,}`/g) ?? []
  expect(codes.map((code) => `\`${code}\``)).toEqual(expect.arrayContaining(named))
  expect(section).toMatch(/^(Input|Takes no input).* (Answers|An item)/ms)
  expect(section).toMatch(new RegExp(`\`\`\`ts\n[^\`]*client\\.${name.replaceAll('.', '\\.')}\\.`))
})

test('docs/api.md has the table of permissions', () => {
  const rows = [...text.matchAll(/^\| `([a-z ]+)` \| (\S+) \| (\S+) \| (\S+) \| (.+) \|$/gm)]
  const table = rows.map(([, permission, ...cells]) => {
    const roles = ['viewer', 'operator', 'admin', 'runner'].filter((_, at) => cells[at] !== '–')
    return [permission, roles]
  })
  expect(table).toEqual([['anyone', expect.anything()], ...Object.entries(PERMISSIONS)])
})

/** The status that the API answers an error with. */
function statusOf(code: IsolaErrorData['code']): number {
  const cause = new IsolaError({ code } as IsolaErrorData, '')
  const error = Object.assign(new Error(), { code: 'INTERNAL_SERVER_ERROR', cause })
  const { errorFormatter } = appRouter._def._config
  return errorFormatter({ error, shape: { data: {} } }).data.httpStatus
}

test('docs/api.md has every error, with its status and its details', () => {
  const rows = [...text.matchAll(/^\| `([A-Z_]+)` \| (\d+) \|([^|]*)\|/gm)]
  const table = rows.map(([, code, status, details]) => [code, Number(status), details?.match(/\w+/g) ?? []])
  const union = isolaErrorData.options.map(({ shape }) => {
    const { code, ...details } = shape
    return [code.value, statusOf(code.value), Object.keys(details)]
  })
  expect(table).toEqual(union)
})

test('docs/api.md has the routes of sign-in that are served', () => {
  const source = readFileSync(join(root, 'packages/auth/src/sign-in.ts'), 'utf8')
  const paths = source.match(/^const PATHS = \[(.+?)^\]/ms)?.[1]?.match(/[A-Z_]+|'.+?'/g) ?? []
  const served = paths.map((path) => (path === 'SIGN_IN' ? '/sign-in/email' : path.slice(1, -1)))
  const rows = [...text.matchAll(/^\| `(?:GET|POST) \/api\/auth(\S+)`/gm)].map(([, path]) => path)
  expect(rows.toSorted()).toEqual(served.toSorted())
})

const CLIENT = `
import { createIsolaClient, isIsolaError } from '@isola/client'
const client = createIsolaClient({ url: 'http://127.0.0.1:4747', apiKey: 'isk_' })
declare const id: string
`

/** Type-checks programs as those of an app that uses the client. Answers the files with errors, and what these are. */
function check(programs: string[]): string[] {
  const folder = join(root, 'node_modules/.isola')
  mkdirSync(folder, { recursive: true })
  const tree = mkdtempSync(join(folder, 'api-document-'))
  onTestFinished(() => rmSync(tree, { recursive: true }))
  for (const [i, program] of programs.entries()) {
    const standsAlone = program.startsWith('import ')
    writeFileSync(join(tree, `${i}.ts`), standsAlone ? program : `${CLIENT}${program}`)
  }
  const compilerOptions = {
    paths: { '@isola/client': [join(root, 'packages/client/src/index.ts')] },
    typeRoots: [join(root, 'node_modules/@types')],
    types: ['node'],
  }
  const config = { extends: join(root, 'tsconfig.base.json'), compilerOptions, include: ['*.ts'] }
  writeFileSync(join(tree, 'tsconfig.json'), JSON.stringify(config))
  const tsc = join(root, 'node_modules/.bin/tsc')
  const { stdout } = spawnSync(tsc, ['--project', '.', '--pretty', 'false'], { cwd: tree, encoding: 'utf8' })
  return stdout.split('\n').filter((line) => /^\d+\.ts/.test(line))
}

test('the programs in docs/api.md have the types of the client', () => {
  const programs = [...text.matchAll(/^```ts\n(.+?)^```/gms)].map(([, program = '']) => program)
  expect(programs.length).toBeGreaterThan(procedures.length)
  // The last has an error, which shows that there is a check.
  const errors = check([...programs, 'await client.workload.get.query({ id: 1 })\n'])
  expect(errors).toEqual([expect.stringMatching(`^${programs.length}\\.ts.+ TS2322`)])
})
