import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { createIsolateBackend } from './isolate/isolate-backend.ts'
import { createSandboxBackend } from './sandbox/sandbox-backend.ts'
import { whyMissing } from './testing/needs.ts'
import { ownOptions, runOnce } from './testing/run-once.ts'
import { assemble } from './testing/wasm-programs.ts'

const document = readFileSync(join(import.meta.dirname, '../../../docs/workloads.md'), 'utf8')
const examples = [...document.matchAll(/^```(\w+)\n(.*?)^```$/gms)].map(([, language = '', code = '']) => ({
  language,
  code,
}))
const of = (language: string): string[] =>
  examples.filter((example) => example.language === language).map(({ code }) => code)

const isolate = createIsolateBackend(ownOptions())
const sandbox = createSandboxBackend(ownOptions())
const input = { numbers: [1, 2, 3] }

describe('the examples of docs/workloads.md', { timeout: 180_000 }, () => {
  it('are all known here', () => {
    expect(examples.map(({ language }) => language)).toEqual(['ts', 'js', 'py', 'py', 'go', 'wat'])
  })

  it('in JavaScript and TypeScript do what it says, in both isolations', async ({ skip }) => {
    const [adds = '', greets = ''] = [...of('ts'), ...of('js')]
    const check = async (backend: typeof isolate) => {
      expect(await runOnce(backend, { runtime: 'node', code: adds, input })).toMatchObject({
        output: { contentType: 'application/json', data: '{"sum":6}' },
        stdout: ['adding 3 numbers'],
      })
      expect(await runOnce(backend, { runtime: 'node', code: greets })).toMatchObject({
        output: { contentType: 'text/plain', data: 'hello\n' },
      })
    }
    await check(isolate)
    const missing = await whyMissing(sandbox, 'node', process.env.CI)
    skip(missing !== null, missing ?? undefined)
    await check(sandbox)
  })

  it('in Python do what it says', async ({ skip }) => {
    const missing = await whyMissing(sandbox, 'python', process.env.CI)
    skip(missing !== null, missing ?? undefined)
    const [adds = '', script = ''] = of('py')
    expect(await runOnce(sandbox, { runtime: 'python', code: adds, input })).toMatchObject({
      output: { contentType: 'application/json', data: '{"sum": 6}' },
      stdout: ['adding 3 numbers'],
    })
    expect(await runOnce(sandbox, { runtime: 'python', code: script, input })).toMatchObject({
      output: { contentType: 'text/plain', data: '6\n' },
    })
  })

  it('in Go do what it says', async ({ skip }) => {
    const missing = await whyMissing(sandbox, 'go', process.env.CI)
    skip(missing !== null, missing ?? undefined)
    const [code = ''] = of('go')
    expect(await runOnce(sandbox, { runtime: 'go', code, input })).toMatchObject({ output: { data: '6\n' } })
  })

  it('in WebAssembly do what it says', async () => {
    const code = await assemble(of('wat')[0] ?? '')
    expect(await runOnce(isolate, { runtime: 'wasm', code, input })).toMatchObject({
      output: { contentType: 'text/plain', data: JSON.stringify(input) },
    })
  })
})
