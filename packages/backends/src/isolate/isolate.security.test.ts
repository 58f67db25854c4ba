import { execFileSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, afterEach, describe, expect, it } from 'vitest'
import { layBait } from '../testing/bait.ts'
import { FILE_ATTEMPTS, FILE_IMPORTS, NETWORK_ATTEMPTS, OTHER_ATTEMPTS } from '../testing/deno-attempts.ts'
import { leftovers } from '../testing/leftovers.ts'
import { ownOptions, runOnce } from '../testing/run-once.ts'
import { denoBinary } from './deno-binary.ts'
import { createIsolateBackend } from './isolate-backend.ts'

const options = ownOptions()
const backend = createIsolateBackend(options)
const bait = await layBait()
process.env.ISOLA_BAIT = bait.secret
afterAll(() => bait.remove())

const baited = (code: string): string =>
  code.replaceAll('FOLDER', bait.folder).replaceAll('PORT', String(bait.port))
const run = (code: string, more = {}) => runOnce(backend, { runtime: 'node', code: baited(code), ...more })
const attempt = (body: string) =>
  run(`export default async () => {
  try { return "GOT " + await (async () => { ${body} })() } catch (error) { return "REFUSED " + error }
}`)

describe('isolate, attacked', { timeout: 180_000 }, () => {
  afterEach(() => {
    expect(leftovers(options)).toEqual([])
    expect(bait.connections()).toBe(0)
  })

  it('has to refuse imports of files: Deno itself reads them for code in a file, without a permission', () => {
    const file = join(bait.folder, 'control.ts')
    writeFileSync(file, baited(FILE_IMPORTS[0]?.[1] ?? ''))
    expect(execFileSync(denoBinary(), ['run', '--no-prompt', file], { encoding: 'utf8' })).toContain(
      bait.secret,
    )
  })

  it.each(FILE_IMPORTS)('imports nothing: %s', async (_, code) => {
    const ran = await run(code)
    expect(ran).toMatchObject({ status: 'failed', cause: 'exit', stdout: [] })
    expect(JSON.stringify(ran)).not.toContain(bait.secret)
  })

  it.each(FILE_ATTEMPTS)('reaches no file: %s', async (_, body) => {
    const ran = await attempt(body)
    expect(JSON.stringify(ran)).not.toContain(bait.secret)
    expect(ran.output?.data ?? '"REFUSED by ending it').toMatch(/^"REFUSED /)
  })

  it.each(NETWORK_ATTEMPTS)('reaches no network: %s', async (_, body) => {
    expect((await attempt(body)).output?.data ?? '"REFUSED by ending it').toMatch(/^"REFUSED /)
  })

  it.each(OTHER_ATTEMPTS)('learns and reaches nothing else: %s', async (_, body) => {
    const ran = await attempt(body)
    expect(JSON.stringify(ran)).not.toContain(bait.secret)
    expect(ran.output?.data).toMatch(/^"REFUSED /)
  })

  it('has nothing of the runner in its arguments or its folder', async () => {
    const ran = await run('export default () => [Deno.args, Deno.cwd()]')
    expect(ran.output?.data).toBe('[[],"/"]')
  })

  it.each([
    ['on the heap', 'const all = []; for (;;) all.push({ a: [1, 2, 3] })'],
    ['in buffers', 'const all = []; for (;;) all.push(new Uint8Array(1 << 20).fill(1))'],
    [
      'in one string',
      'let all = "x".repeat(1 << 20); const keep = []; for (;;) keep.push((all += "y").split(""))',
    ],
    [
      'in memories of WebAssembly',
      'const all = []; for (;;) { const m = new WebAssembly.Memory({ initial: 256 }); new Uint8Array(m.buffer).fill(1); all.push(m) }',
    ],
    ['in one huge buffer', 'new ArrayBuffer(1e12)'],
    [
      'in workers',
      'for (;;) { new Worker("data:text/javascript,const all = []; for (;;) all.push(new Uint8Array(1 << 20).fill(1))", { type: "module" }); await new Promise((resolve) => setTimeout(resolve, 20)) }',
    ],
  ])('ends what takes memory %s, with cause memory', async (_, code) => {
    expect(await run(code, { memoryLimitMb: 192 })).toMatchObject({ status: 'failed', cause: 'memory' })
  })

  it('leaves a failed allocation that is caught to the workload', async () => {
    const code = 'export default () => { try { new ArrayBuffer(1e12) } catch { return "well" } }'
    expect(await run(code)).toMatchObject({ status: 'completed', output: { data: '"well"' } })
  })

  it('outlives a flood of workers', async () => {
    const code = 'for (;;) new Worker("data:text/javascript,for (;;);", { type: "module" })'
    expect(await run(code, { memoryLimitMb: 192, timeoutSeconds: 20 })).toMatchObject({ status: 'failed' })
  })

  it('lets a flood of log go on, and passes on 64 MiB of it', async () => {
    const code = 'export default () => { for (let i = 0; i < 1200; i++) console.error("x".repeat(60_000)) }'
    const ran = await run(code)
    expect(ran).toMatchObject({ status: 'completed', cause: null })
    const bytes = ran.lines.reduce((sum, { line }) => sum + line.length + 1, 0)
    expect(bytes).toBeGreaterThan(64 * 1024 * 1024)
    expect(bytes).toBeLessThan(65 * 1024 * 1024)
  })
})
