import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'

const modules = join(import.meta.dirname, '../node_modules')
let tree: string

beforeEach(() => {
  tree = mkdtempSync(join(tmpdir(), 'isola-tally-'))
  symlinkSync(modules, join(tree, 'node_modules'))
  const tally = JSON.stringify(join(import.meta.dirname, 'tally.ts'))
  const config = `import { Tally } from ${tally}\nexport default { test: { reporters: [new Tally()] } }`
  writeFileSync(join(tree, 'vitest.config.ts'), config)
})

afterEach(() => rmSync(tree, { recursive: true }))

/** Runs a test file and answers with the exit code and the last line. */
function run(source: string): { status: number | null; last: string | undefined } {
  writeFileSync(join(tree, 'a.test.ts'), `import { beforeAll, describe, test } from 'vitest'\n${source}`)
  const { status, stdout } = spawnSync(join(modules, '.bin/vitest'), ['run'], { cwd: tree, encoding: 'utf8' })
  return { status, last: stdout.trimEnd().split('\n').at(-1) }
}

const fail = `() => { throw new Error('planted') }`

test('counts what passed, failed and was skipped', () => {
  expect(run(`test('a', () => {}); test('b', ${fail}); test.skip('c', () => {})`)).toEqual({
    status: 1,
    last: '1 passed, 1 failed, 1 skipped',
  })
  expect(run(`test('a', () => {})`)).toEqual({ status: 0, last: '1 passed, 0 failed' })
})

test('counts as failed what fails outside of a test', () => {
  expect(run(`throw new Error('planted')`)).toEqual({ status: 1, last: '0 passed, 1 failed' })
  expect(
    run(`test('a', () => {}); describe('b', () => { beforeAll(${fail}); test('c', () => {}) })`),
  ).toEqual({
    status: 1,
    last: '1 passed, 1 failed, 1 skipped',
  })
  expect(run(`test('a', () => { void Promise.reject(new Error('planted')) })`)).toEqual({
    status: 1,
    last: '1 passed, 1 failed',
  })
})
