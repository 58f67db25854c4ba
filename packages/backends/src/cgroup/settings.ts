import { existsSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Controller } from './places.ts'

export interface GroupLimits {
  memoryLimitMb: number
  cpuLimit: number
  maxProcesses: number
}

const PERIOD_US = 100_000
/** The kernel takes no less. */
const LEAST_QUOTA_US = 1_000

/** Of a file that not every kernel has: without swap accounting there are none for swap. */
type Setting = [file: string, value: string | number, optional?: 'optional']

export function applyLimits(
  folder: string,
  version: 'v1' | 'v2',
  controllers: Controller[],
  limits: GroupLimits,
): void {
  for (const controller of controllers)
    for (const [file, value, optional] of settings(version, controller, limits)) {
      if (optional && !existsSync(join(folder, file))) continue
      writeFileSync(join(folder, file), String(value))
    }
}

function settings(version: 'v1' | 'v2', controller: Controller, limits: GroupLimits): Setting[] {
  const bytes = Math.round(limits.memoryLimitMb * 1024 * 1024)
  const quota = Math.max(LEAST_QUOTA_US, Math.round(limits.cpuLimit * PERIOD_US))
  switch (controller) {
    case 'memory':
      return version === 'v2'
        ? [
            ['memory.max', bytes],
            ['memory.swap.max', 0, 'optional'],
            ['memory.oom.group', 1, 'optional'],
          ]
        : [
            ['memory.limit_in_bytes', bytes],
            ['memory.memsw.limit_in_bytes', bytes, 'optional'],
          ]
    case 'pids':
      return [['pids.max', limits.maxProcesses]]
    case 'cpu':
      return version === 'v2'
        ? [['cpu.max', `${quota} ${PERIOD_US}`]]
        : [
            ['cpu.cfs_period_us', PERIOD_US],
            ['cpu.cfs_quota_us', quota],
          ]
  }
}
