import { globSync } from 'node:fs'
import { basename } from 'node:path'
import { defineConfig } from 'vitest/config'
import { Tally } from './tooling/tally.ts'

/** One run and one summary for everything; `vitest --project store` picks one. */
const projects = globSync(['{apps,examples,packages}/*', 'benchmarks', 'prisma', 'tooling']).map((root) => ({
  extends: true as const,
  test: { name: basename(root), root },
}))

export default defineConfig({
  test: {
    projects,
    // Tests open real database files: a crash in native code must take down its own test file only.
    pool: 'forks',
    // By default one processor is left free; most of these tests wait for processes rather than compute.
    maxWorkers: '100%',
    // Two busy cores are slow; a test that hangs is found all the same.
    testTimeout: 30_000,
    hookTimeout: 30_000,
    reporters: ['default', new Tally()],
  },
})
