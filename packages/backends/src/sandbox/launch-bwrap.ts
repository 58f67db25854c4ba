import type { Readable, Writable } from 'node:stream'
import type { RunSpec } from '../backend.ts'
import type { Group } from '../cgroup/group.ts'
import { descendantsOf } from '../process/descendants.ts'
import { launcher } from '../process/launcher.ts'
import { killGroup, signalProcess } from '../process/process-group.ts'
import type { Launch } from '../process/supervise.ts'
import { bwrapArgs, DESCRIPTORS } from './bwrap-args.ts'
import { BwrapStatus } from './bwrap-status.ts'
import type { SandboxRuntime } from './runtimes/runtime.ts'

export interface BwrapLaunch {
  spec: RunSpec
  runtime: SandboxRuntime
  filter: Buffer
  group: Group | null
  graceMs: number
}

/** The launch, and what bubblewrap will have said about it. */
export function launchBwrap({ spec, runtime, filter, group, graceMs }: BwrapLaunch): {
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
    attach(child) {
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
      return {
        // The first process of a sandbox is bubblewrap's own, and signals from outside do not move it.
        terminate() {
          const first = status?.childPid
          if (first) for (const one of descendantsOf(first)) signalProcess(one, 'SIGTERM')
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
