import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, it, onTestFinished } from 'vitest'

const path = (name: string) => fileURLToPath(new URL(name, import.meta.url))
const fixtures = '../../examples/replay-trace/src/fixtures'
const log = path(`${fixtures}/small.swf`)
const expected = path(`${fixtures}/small.expected.json`)

function run(...args: string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [path('./main.ts'), ...args], {
    encoding: 'utf8',
  })
  return { status, stdout, stderr }
}

function changed(change: (json: { rows: number }) => void): string {
  const folder = mkdtempSync(join(tmpdir(), 'isola-replay-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  const json = JSON.parse(readFileSync(expected, 'utf8'))
  change(json)
  const file = join(folder, 'expected.json')
  writeFileSync(file, JSON.stringify(json))
  return file
}

it('prints each figure beside the expected one and exits 0 when all agree', () => {
  const { status, stdout } = run(log, '--expected', expected, '--callers', '4')
  expect(stdout).toMatch(/^status failed +2 +2 +ok$/m)
  expect(stdout).toMatch(/figures compared, 0 differ$/m)
  expect(status).toBe(0)
})

it('exits 1 when a figure differs', () => {
  const wrong = changed((json) => {
    json.rows += 1
  })
  const { status, stdout } = run(log, '--expected', wrong)
  expect(stdout).toMatch(/^workloads +13 +12 +differs$/m)
  expect(status).toBe(1)
})

it('says how it is called when called otherwise', () => {
  expect(run()).toMatchObject({ status: 2, stderr: expect.stringContaining('Usage: ') })
  expect(run(log, '--callers', '0')).toMatchObject({ status: 2 })
})
