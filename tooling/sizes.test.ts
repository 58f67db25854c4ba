import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'

let tree: string

beforeEach(() => {
  tree = mkdtempSync(join(tmpdir(), 'isola-sizes-'))
})

afterEach(() => rmSync(tree, { recursive: true }))

function write(file: string, lines: number): void {
  mkdirSync(dirname(join(tree, file)), { recursive: true })
  writeFileSync(join(tree, file), 'x\n'.repeat(lines))
}

const check = (): number | null =>
  spawnSync(process.execPath, [join(import.meta.dirname, 'sizes.ts')], { cwd: tree }).status

test('allows 300 lines and refuses 301', () => {
  write('a/short.ts', 10)
  write('a/shorter.ts', 5)
  write('a/long.ts', 300)
  expect(check()).toBe(0)
  write('a/long.ts', 301)
  expect(check()).toBe(1)
})

test('refuses a median of 80', () => {
  write('a/one.ts', 79)
  expect(check()).toBe(0)
  write('a/one.ts', 80)
  expect(check()).toBe(1)
})

test('does not count what is generated or installed', () => {
  write('a/generated/long.ts', 301)
  write('a/node_modules/long.ts', 301)
  write('a/one.ts', 10)
  expect(check()).toBe(0)
})
