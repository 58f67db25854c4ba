/** Plants imports in a tree of its own, because a rule that never fires looks like one that is never broken. */
import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Planted, plantedByHand, plantedCells } from './planted-imports.ts'

const tree = mkdtempSync(join(tmpdir(), 'isola-import-rules-'))
const reported = new Map<string, string[]>()

function write(path: string, content: string): void {
  mkdirSync(dirname(join(tree, path)), { recursive: true })
  writeFileSync(join(tree, path), content)
}

/** What is imported. By name only these three can be resolved, as if no package.json listed the others. */
function writeTargets(): void {
  mkdirSync(join(tree, 'node_modules/@isola'), { recursive: true })
  for (const name of ['domain', 'store', 'api']) {
    write(`packages/${name}/package.json`, JSON.stringify({ exports: './src/index.ts' }))
    symlinkSync(join(tree, 'packages', name), join(tree, 'node_modules/@isola', name))
    write(`packages/${name}/src/index.ts`, '')
    write(`packages/${name}/src/inside.ts`, '')
  }
  write('packages/store/src/generated/prisma/client.ts', '')
  write('apps/server/src/index.ts', '')
}

beforeAll(() => {
  writeTargets()
  for (const { file, source } of [...plantedCells, ...plantedByHand]) write(file, source)
  const cruiser = join(import.meta.dirname, '../../node_modules/.bin/depcruise')
  const config = join(import.meta.dirname, 'import-rules.ts')
  const args = ['--config', config, '--output-type', 'json', '.']
  const { stdout } = spawnSync(cruiser, args, { cwd: tree, encoding: 'utf8', maxBuffer: 1 << 26 })
  const { summary } = JSON.parse(stdout) as {
    summary: { violations: { from: string; rule: { name: string } }[] }
  }
  for (const { from, rule } of summary.violations)
    reported.set(from, [...(reported.get(from) ?? []), rule.name])
})

afterAll(() => rmSync(tree, { recursive: true }))

const judged = (planted: Planted[]): Planted[] =>
  planted.map((one) => ({ ...one, rules: reported.get(one.file)?.toSorted() ?? [] }))

test('every cell of the table of ARCHITECTURE.md is enforced, for values and for types', () => {
  expect(judged(plantedCells)).toEqual(plantedCells)
})

test('an illegal import is reported by its rule, a legal one is not', () => {
  expect(judged(plantedByHand)).toEqual(plantedByHand)
})
