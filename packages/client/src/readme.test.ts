import { execFile } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, describe, expect, it, onTestFinished } from 'vitest'
import { spawnServer } from './testing/spawn-server.ts'

const run = promisify(execFile)
const root = join(import.meta.dirname, '..')
/** The project's own, then this package's. */
const readmes = ['../../README.md', 'README.md'].map((file) => readFileSync(join(root, file), 'utf8'))
const examples = [...readmes.join('\n').matchAll(/```ts\n(.*?)```/gs)].map(([, code = '']) => code)
/** What each prints, in their order. */
const OUTPUTS = [
  'stdout: adding 3 numbers\nit returned { sum: 42 }\n',
  'it returned 42\n',
  'completed 42\n',
  'still pending\nkilled by operator\n',
  'killed by bootstrap: a mistake\n',
  'created watched\n',
]

const server = await spawnServer({ ISOLA_EMBEDDED_RUNNER: 'on' })
afterAll(server.stop)

/** Where the README of the project says: an example, which has the client installed. */
function write(name: string, content: string): string {
  const folder = mkdtempSync(join(root, '../../examples/run-code/.readme-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  writeFileSync(join(folder, name), content)
  return folder
}

describe('an example of a README', () => {
  it.each(OUTPUTS.map((output, at) => [at + 1, output, examples[at] ?? '']))(
    'runs: %i',
    async (_, output, code) => {
      const env = { ISOLA_URL: server.url, ISOLA_API_KEY: server.apiKey }
      const folder = write('example.ts', code)
      const { stdout } = await run(process.execPath, [join(folder, 'example.ts')], { env })
      expect(stdout).toBe(output)
    },
  )

  it('has the types that it says', async () => {
    const files = examples.map((_, at) => `example-${at}.ts`)
    const folder = write('tsconfig.json', JSON.stringify({ extends: '../tsconfig.json', include: [], files }))
    for (const [at, code] of examples.entries()) writeFileSync(join(folder, `example-${at}.ts`), code)
    const { stdout } = await run(join(root, 'node_modules/.bin/tsc'), ['-p', folder]).catch((error) => error)
    expect(stdout).toBe('')
  })

  it('is not left out', () => {
    expect(examples).toHaveLength(OUTPUTS.length)
  })

  it('is of twenty lines, where that is said', () => {
    expect(readmes[0]).toContain('## In twenty lines')
    expect(examples[0]?.trimEnd().split('\n').length).toBeLessThanOrEqual(20)
  })
})
