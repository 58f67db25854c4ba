/** Lint rules that matter most, under the project's own biome.json: each line marked `// reported` is, no other. */
import { spawnSync } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'

const root = join(import.meta.dirname, '../..')

interface Diagnostic {
  category: string
  location: { start: { line: number } }
}

let tree: string

beforeEach(() => {
  tree = mkdtempSync(join(tmpdir(), 'isola-lint-rules-'))
  for (const name of ['biome.json', '.gitignore', 'tooling/lint'])
    cpSync(join(root, name), join(tree, name), { recursive: true })
})

afterEach(() => rmSync(tree, { recursive: true }))

/** The lines of the file that break the rule. */
function reportedLines(rule: string, file: string, source: string): number[] {
  mkdirSync(join(tree, dirname(file)), { recursive: true })
  writeFileSync(join(tree, file), source)
  const args = ['lint', '--reporter=json', '--max-diagnostics=none', file]
  const { stdout } = spawnSync(join(root, 'node_modules/.bin/biome'), args, { cwd: tree, encoding: 'utf8' })
  const { diagnostics } = JSON.parse(stdout) as { diagnostics: Diagnostic[] }
  return diagnostics.filter(({ category }) => category === rule).map(({ location }) => location.start.line)
}

const markedLines = (source: string): number[] =>
  source.split('\n').flatMap((line, index) => (line.endsWith('// reported') ? [index + 1] : []))

const statements = `
db.prepare('SELECT 1').get() // reported
db.prepare<[string], Row>('SELECT ?').get('x') // reported
db.prepare('SELECT 1').pluck().get() // reported
statement.get(1, 2) // reported
statement?.get(1) // reported
this.#insertStatement.get(1) // reported
statements.get('insert')?.get(1) // reported
const row = (statement as Statement).get(1) // reported
statement.all(1)
statements.get('insert')
new Map([['a', 1]]).get('a')
headers.get('a')
`

const times = `
Date.now() // reported
new Date() // reported
const f = (at = new Date()) => at // reported
new Date(0)
clock.now()
`

const promises = `
const save = async (): Promise<number> => 1
save() // reported
void save()
await save()
`

test('no statement of the store is read with .get(), a Map is', () => {
  expect(reportedLines('plugin', 'packages/store/src/planted.ts', statements)).toEqual(
    markedLines(statements),
  )
  expect(reportedLines('plugin', 'packages/api/src/planted.ts', statements)).toEqual([])
})

test('packages take the time from a Clock, tests from where they like', () => {
  expect(reportedLines('plugin', 'packages/api/src/planted.ts', times)).toEqual(markedLines(times))
  expect(reportedLines('plugin', 'packages/api/src/planted.test.ts', times)).toEqual([])
})

test('no promise is left alone without saying so', () => {
  const rule = 'lint/nursery/noFloatingPromises'
  expect(reportedLines(rule, 'packages/api/src/planted.ts', promises)).toEqual(markedLines(promises))
})
