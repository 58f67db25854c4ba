import { join } from 'node:path'
import { type Runtime, systemClock } from '@isola/domain'
import type { Backend, BackendOptions, OnLog, Outcome, RunSpec } from '../backend.ts'
import { type Cgroups, openCgroups } from '../cgroup/cgroups.ts'
import { ranOutOfMemory } from '../process/ran-out-of-memory.ts'
import { supervise } from '../process/supervise.ts'
import { toOutcome } from '../process/to-outcome.ts'
import { signalOf } from './bwrap-status.ts'
import { launchBwrap } from './launch-bwrap.ts'
import { probeSandbox } from './probe-sandbox.ts'
import { detectGo } from './runtimes/go.ts'
import { detectNode } from './runtimes/node.ts'
import { detectPython } from './runtimes/python.ts'
import type { Detected } from './runtimes/runtime.ts'
import { seccompFilter } from './seccomp.ts'

const GRACE_MS = 2_000
const MAX_PROCESSES = 128

/** bubblewrap: namespaces, a filter of system calls, a control group, no network, nothing to write. Linux alone. */
export function createSandboxBackend(options: BackendOptions): Backend {
  const { name, clock = systemClock, graceMs = GRACE_MS, open = openCgroups } = options
  let opened: Cgroups | undefined
  const cgroups = (): Cgroups => {
    opened ??= open(name)
    return opened
  }
  const detected = new Map<Runtime, Promise<Detected>>()
  /** Looked for once, when it is first needed. */
  const detect = (runtime: Runtime): Promise<Detected> => {
    const known = detected.get(runtime) ?? detectRuntime(runtime, options.scratchFolder)
    detected.set(runtime, known)
    return known
  }

  async function run(spec: RunSpec, signal: AbortSignal, onLog: OnLog): Promise<Outcome> {
    const runtime = await detect(spec.runtime)
    if ('missing' in runtime) return notRun(runtime.missing)
    const filter = seccompFilter(process.arch)
    if (!filter) return notRun(`There is no filter of system calls for ${process.arch}`)
    const group = cgroups().create(spec.id, { ...spec, maxProcesses: MAX_PROCESSES })
    const watchesMemory = !cgroups().controllers.includes('memory')
    try {
      const { launch, status } = launchBwrap({
        spec,
        runtime: runtime.found,
        filter,
        group,
        watchesMemory,
        graceMs,
      })
      const ending = await supervise(launch, signal, onLog, clock)
      const exitCode = status()?.exitCode ?? null
      const signalled = signalOf(exitCode)
      const failure = ending.spawnError ?? (ending.stderrTail || 'bubblewrap did not start the workload')
      return toOutcome(
        { ...ending, exitCode, signal: signalled },
        {
          outOfMemory: ranOutOfMemory({ ...ending, exitCode, signal: signalled }, group),
          backendError: exitCode === null || !ending.report.began ? failure : null,
        },
        spec,
      )
    } finally {
      await group?.remove()
    }
  }

  return {
    isolation: 'sandbox',
    run,
    probe: () => probeSandbox(run, cgroups),
    clean: () => cgroups().clean(),
  }
}

async function detectRuntime(runtime: Runtime, scratchFolder: string): Promise<Detected> {
  if (runtime === 'node') return detectNode()
  if (runtime === 'python') return detectPython()
  if (runtime === 'go') return detectGo(join(scratchFolder, 'go-cache'))
  return { missing: `A sandbox does not run ${runtime}` }
}

const notRun = (error: string): Outcome => ({
  status: 'failed',
  cause: 'backend',
  output: null,
  exitCode: null,
  error,
  durationMs: 0,
})
