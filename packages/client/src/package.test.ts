import { execFile } from 'node:child_process'
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { spawnServer } from './testing/spawn-server.ts'

const root = join(import.meta.dirname, '..')
const bin = (name: string) => join(root, 'node_modules/.bin', name)
const app = mkdtempSync(join(tmpdir(), 'isola-foreign-app-'))
afterAll(() => rmSync(app, { recursive: true }))

/** Everything that a program said. Rejects, with that as its message, when it fails. */
async function run(
  program: string,
  args: string[],
  cwd: string,
  env: Record<string, string> = {},
): Promise<string> {
  try {
    const { stdout } = await promisify(execFile)(program, args, { cwd, env: { ...process.env, ...env } })
    return stdout
  } catch (error) {
    const { stdout, stderr } = error as { stdout: string; stderr: string }
    throw new Error(`${program} ${args.join(' ')}\n${stdout}${stderr}`)
  }
}

let tarball: string
beforeAll(async () => {
  await run('pnpm', ['pack', '--pack-destination', app], root)
  tarball = join(app, readdirSync(app).find((name) => name.endsWith('.tgz')) ?? '')
  cpSync(join(root, 'src/testing/foreign-app'), app, { recursive: true })
  await run('npm', ['install', tarball, '--prefer-offline', '--no-audit', '--no-fund'], app)
}, 120_000)

describe('the packed client', () => {
  it('stands alone: it needs tRPC and eventsource, and nothing of ours', () => {
    const packed = join(app, 'node_modules/@isola/client')
    const manifest = JSON.parse(readFileSync(join(packed, 'package.json'), 'utf8'))
    expect(Object.keys(manifest.dependencies)).toEqual(['@trpc/client', '@trpc/server', 'eventsource'])
    expect(readdirSync(join(app, 'node_modules/@isola'))).toEqual(['client'])
    expect(readdirSync(packed).toSorted()).toEqual(['LICENSE', 'README.md', 'dist', 'package.json'])
    const files = ['index.js', 'index.d.ts'].map((file) => readFileSync(join(packed, 'dist', file), 'utf8'))
    const imports = files.flatMap((text) =>
      [...text.matchAll(/(?:from|import\()\s*["']([^"']+)/g)].map(([, name]) => name),
    )
    expect(new Set(imports)).toEqual(
      new Set(['@trpc/client', '@trpc/server', '@trpc/server/observable', 'eventsource']),
    )
  })

  it('type-checks in an app of strict TypeScript, which it keeps from wrong usage', async () => {
    const said = await run(bin('tsc'), ['-p', app], app).catch((error: Error) => error.message)
    // Declarations are checked too, but for tRPC's own, which do not pass by themselves in an app without DOM and ws.
    const errors = said
      .split('\n')
      .filter((line) => /error TS/.test(line) && !/^node_modules\/@trpc\//.test(line))
    expect(errors).toEqual([])
  })

  it('runs there, against a server', async () => {
    const server = await spawnServer()
    try {
      const env = { ISOLA_URL: server.url, ISOLA_API_KEY: server.apiKey }
      const said = await run(process.execPath, ['use.ts'], app, env)
      expect(said.trim().split('\n')).toEqual([
        'created pending',
        'refused INVALID_TRANSITION to completed, allowed: running failed killed',
        'told transitioned running',
        'ended completed 42',
        'listed 1 of 1',
      ])
    } finally {
      await server.stop()
    }
  })

  it('is what publint and are-the-types-wrong expect of a package', async () => {
    await run(bin('publint'), ['run', tarball, '--strict'], app)
    await run(bin('attw'), [tarball, '--profile', 'esm-only'], app)
  })
})
