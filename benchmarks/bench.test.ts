import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { openStore } from '@isola/store'
import { describe, expect, it, onTestFinished } from 'vitest'
import { isMet } from './figure.ts'
import { parseOptions } from './options.ts'
import { run } from './run.ts'
import { anchoredClock } from './seed/anchor.ts'
import { cachedSeed } from './seed/cached-seed.ts'
import { toMarkdown, toText } from './table.ts'

const options = parseOptions(['--quick'])

describe('the seeded record', () => {
  it('is one that the store itself could have written', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'isola-bench-'))
    onTestFinished(() => rmSync(folder, { recursive: true }))
    const url = `file:${cachedSeed(2_000, folder)}`
    const store = await openStore({ url, clock: anchoredClock })
    expect(await store.verify()).toEqual({ workloads: 2_000, problems: [] })
    const { byStatus, byCause } = await store.getWorkloadStats()
    await store.close()
    expect(Object.values(byStatus).every((count) => count > 0)).toBe(true)
    expect(byCause.operator).toBe(byStatus.killed)
  })
})

describe('the benchmark', () => {
  it('yields a number in every row, and rows of every kind', async () => {
    const figures = await run(options, () => {})
    for (const { name, value, beside, ratio } of figures) {
      expect(value, name).toBeGreaterThan(0)
      if (beside) expect(beside.value, name).toBeGreaterThan(0)
      if (ratio !== undefined) expect(ratio, name).toBeGreaterThan(0)
    }
    const text = toText(figures)
    for (const row of [
      'create, one caller',
      'update to completed, 1 KiB of output, 64 callers',
      'append 20',
    ]) {
      expect(text).toContain(row)
    }
    for (const row of ['getWorkload,', 'getActivity', 'listWorkloads', 'history and counters', 'memory']) {
      expect(toMarkdown(figures)).toContain(row)
    }
  })

  it('measures at each size, and only what is asked for', async () => {
    const figures = await run({ ...options, sizes: [100, 300], only: ['activity'] }, () => {})
    expect(new Set(figures.map(({ size }) => size))).toEqual(new Set([100, 300]))
    expect(figures.every(({ name }) => name.startsWith('getActivity'))).toBe(true)
  })

  it('refuses a group that it does not have, instead of measuring nothing', async () => {
    await expect(run({ ...options, only: ['reads', 'raeds'] }, () => {})).rejects.toThrow('not raeds')
  })

  it('says of a row whether its target is met', () => {
    const row = { name: 'row', size: 1, value: 2, unit: 'ms', ratio: 5 } as const
    expect(isMet(row)).toBe(null)
    expect(isMet({ ...row, target: { of: 'value', atMost: 2 } })).toBe(true)
    expect(isMet({ ...row, target: { of: 'value', atMost: 1.9 } })).toBe(false)
    expect(isMet({ ...row, target: { of: 'ratio', atLeast: 5 } })).toBe(true)
    expect(isMet({ ...row, target: { of: 'ratio', atLeast: 5.1 } })).toBe(false)
  })

  it('runs as a command', () => {
    const args = [fileURLToPath(new URL('./bench.ts', import.meta.url)), '--quick', '--only', 'reads']
    const { status, stdout } = spawnSync(process.execPath, args, { encoding: 'utf8' })
    expect(stdout).toMatch(/^getWorkload, p50 .* ms .* (pass|MISS)$/m)
    expect(status).toBe(0)
  })
})
