import type { Readable, Writable } from 'node:stream'
import type { RunSpec } from '../backend.ts'
import type { Group } from '../cgroup/group.ts'
import { descendantsOf } from '../process/descendants.ts'
import { launcher } from '../process/launcher.ts'
import { watchMemory } from '../process/memory-watchdog.ts'
import { killGroup, signalProcess } from '../process/process-group.ts'
import type { Launch } from '../process/supervise.ts'
import { bwrapArgs, DESCRIPTORS } from './bwrap-args.ts'
import { BwrapStatus } from './bwrap-status.ts'
import type { SandboxRuntime } from './runtimes/runtime.ts'

/** Finding the processes of a sandbox reads all of /proc. */
const WATCH_PERIOD_MS = 100

export interface BwrapLaunch {
  spec: RunSpec
  runtime: SandboxRuntime
  filter: Buffer
  group: Group | null
  watchesMemory: boolean
  graceMs: number
}

/** The launch, and what bubblewrap will have said about it. */
export function launchBwrap({ spec, runtime, filter, group, watchesMemory, graceMs }: BwrapLaunch): {
  launch: Launch
  status(): BwrapStatus | undefined
} {
  let status: BwrapStatus | undefined
  const launch: Launch = {
    // It ends with its parent by itself.
    ...launcher(['bwrap', ...bwrapArgs(runtime)], {
      dataLimitKb: null,
      joinFiles: group?.joinFiles ?? [],
      guarded: false,
    }),
    env: { PATH: '/usr/local/bin:/usr/bin:/bin' },
    cwd: '/',
    stdin: Buffer.from(JSON.stringify(spec.input)),
    extraStdio: ['pipe', 'pipe', 'pipe', 'pipe'],
    reportsBy: { descriptor: DESCRIPTORS.report },
    timeoutMs: spec.timeoutSeconds * 1000,
    graceMs,
    attach(child, stop) {
      const pid = child.pid ?? 0
      status = new BwrapStatus(child.stdio[DESCRIPTORS.status] as Readable)
      for (const [descriptor, bytes] of [
        [DESCRIPTORS.seccomp, filter],
        [DESCRIPTORS.code, Buffer.from(spec.code)],
      ] as const) {
        const stream = child.stdio[descriptor] as Writable
        stream.on('error', () => {})
        stream.end(bytes)
      }
      const inside = (): number[] => {
        const first = status?.childPid
        return first ? descendantsOf(first) : []
      }
      if (watchesMemory) {
        const unwatch = watchMemory({
          pids: inside,
          limitMb: spec.memoryLimitMb,
          periodMs: WATCH_PERIOD_MS,
          onExceeded: () => stop('memory'),
        })
        child.once('exit', unwatch)
      }
      return {
        // The first process of a sandbox is bubblewrap's own, and signals from outside do not move it.
        terminate() {
          for (const one of inside()) signalProcess(one, 'SIGTERM')
        },
        // The kernel ends all that live in a PID namespace with its first process, and that with bubblewrap.
        kill() {
          killGroup(pid, 'SIGKILL')
          group?.kill()
        },
      }
    },
  }
  return { launch, status: () => status }
}
