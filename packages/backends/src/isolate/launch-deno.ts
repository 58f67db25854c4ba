import { join } from 'node:path'
import type { RunSpec } from '../backend.ts'
import type { Group } from '../cgroup/group.ts'
import { launcher } from '../process/launcher.ts'
import { watchMemory } from '../process/memory-watchdog.ts'
import { killGroup } from '../process/process-group.ts'
import type { Launch } from '../process/supervise.ts'
import { prepareStdin } from './prepare-stdin.ts'

/** No permission is given, nothing is fetched, no file of settings is read, nobody is asked. */
const FLAGS = [
  '--no-remote',
  '--no-npm',
  '--no-config',
  '--no-lock',
  '--cached-only',
  '--no-prompt',
  // Of no use to a cache that lives as long as its workload.
  '--no-code-cache',
]

/** RLIMIT_DATA counts what is reserved, too: Deno itself needs 570 MB of it, and does not start at 700. */
const DATA_LIMIT_LEAST_KB = 800_000
const DATA_LIMIT_BASE_KB = 570_000

const WATCH_PERIOD_MS = 10

const BOOT = { node: 'run-module.mjs', wasm: 'run-wasm.mjs' }

export interface DenoLaunch {
  spec: RunSpec
  secret: Buffer
  scratch: string
  group: Group | null
  watchesMemory: boolean
  graceMs: number
}

export function launchDeno(
  binary: string,
  { spec, secret, scratch, group, watchesMemory, graceMs }: DenoLaunch,
): Launch {
  const boot = join(import.meta.dirname, 'boot', spec.runtime === 'wasm' ? BOOT.wasm : BOOT.node)
  return {
    ...launcher([binary, 'run', ...FLAGS, boot], {
      dataLimitKb: dataLimitKb(spec.memoryLimitMb),
      joinFiles: group?.joinFiles ?? [],
      guarded: true,
    }),
    env: { DENO_DIR: scratch, NO_COLOR: '1' },
    cwd: '/',
    stdin: prepareStdin(secret, spec),
    // What the guard waits at.
    extraStdio: ['pipe'],
    reportsBy: { secret },
    timeoutMs: spec.timeoutSeconds * 1000,
    graceMs,
    attach(child, stop) {
      const pid = child.pid ?? 0
      if (watchesMemory) {
        const unwatch = watchMemory({
          pids: () => [pid],
          limitMb: spec.memoryLimitMb,
          periodMs: WATCH_PERIOD_MS,
          onExceeded: () => stop('memory'),
        })
        child.once('exit', unwatch)
      }
      return {
        terminate: () => killGroup(pid, 'SIGTERM'),
        kill() {
          killGroup(pid, 'SIGKILL')
          group?.kill()
        },
      }
    },
  }
}

function dataLimitKb(memoryLimitMb: number): number | null {
  // macOS knows the limit and does not hold to it.
  if (process.platform !== 'linux') return null
  return Math.max(DATA_LIMIT_LEAST_KB, DATA_LIMIT_BASE_KB + Math.ceil(memoryLimitMb * 1024))
}
