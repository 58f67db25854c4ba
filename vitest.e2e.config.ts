import { defineConfig } from 'vitest/config'
import { Tally } from './tooling/tally.ts'

/** The dashboard in a browser: needs `pnpm build` and Chromium, and is slower than everything that `pnpm test` runs. */
export default defineConfig({
  test: {
    include: ['apps/web/e2e/**/*.e2e.ts'],
    pool: 'forks',
    // Each has a server and a browser of its own: side by side they would only wait for one another.
    fileParallelism: false,
    testTimeout: 240_000,
    hookTimeout: 240_000,
    teardownTimeout: 30_000,
    expect: { poll: { timeout: 60_000, interval: 100 } },
    reporters: ['default', new Tally()],
  },
})
