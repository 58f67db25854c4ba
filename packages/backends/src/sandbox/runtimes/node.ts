import { join } from 'node:path'
import type { Detected } from './runtime.ts'

const BOOT = join(import.meta.dirname, '../boot/run-module.mjs')

/** The very Node that this runs on, seen elsewhere: its own folder, with all that is beside it, stays out of sight. */
export function detectNode(): Detected {
  return {
    found: {
      runtime: 'node',
      version: process.version,
      binds: [
        [process.execPath, '/workload/node'],
        [BOOT, '/workload/run-module.mjs'],
      ],
      env: {},
      codePath: '/workload/main.mts',
      command: ['/workload/node', '--no-warnings', '/workload/run-module.mjs'],
    },
  }
}
