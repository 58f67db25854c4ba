import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { systemClock } from '@isola/domain'
import type { Backend, BackendOptions, OnLog, Outcome, RunSpec } from '../backend.ts'
import { type Cgroups, openCgroups } from '../cgroup/cgroups.ts'
import { ranOutOfMemory } from '../process/ran-out-of-memory.ts'
import { newSecret } from '../process/secret-frames.ts'
import { supervise } from '../process/supervise.ts'
import { toOutcome } from '../process/to-outcome.ts'
import { denoBinary } from './deno-binary.ts'
import { launchDeno } from './launch-deno.ts'
import { probeIsolate } from './probe-isolate.ts'

const GRACE_MS = 2_000

/** Deno without a permission, one process per workload: JavaScript, TypeScript and WebAssembly. */
export function createIsolateBackend(options: BackendOptions): Backend {
  const { name, clock = systemClock, graceMs = GRACE_MS, open = openCgroups } = options
  const folder = join(options.scratchFolder, 'isolate')
  let opened: Cgroups | undefined
  const cgroups = (): Cgroups => {
    opened ??= open(name)
    return opened
  }

  async function run(spec: RunSpec, signal: AbortSignal, onLog: OnLog): Promise<Outcome> {
    const scratch = makeScratch(folder, spec.id)
    const group = cgroups().create(spec.id, { ...spec, maxProcesses: 256 })
    const watchesMemory = !cgroups().controllers.includes('memory')
    try {
      const launch = launchDeno(denoBinary(), {
        spec,
        secret: newSecret(),
        scratch,
        group,
        watchesMemory,
        graceMs,
      })
      const ending = await supervise(launch, signal, onLog, clock)
      return toOutcome(
        ending,
        {
          outOfMemory: ranOutOfMemory(ending, group),
          backendError: ending.report.began
            ? null
            : (ending.spawnError ?? (ending.stderrTail || 'Deno did not start')),
        },
        spec,
      )
    } finally {
      await group?.remove()
      rmSync(scratch, { recursive: true, force: true })
    }
  }

  return {
    isolation: 'isolate',
    run,
    probe: () => probeIsolate(run, cgroups),
    async clean() {
      rmSync(folder, { recursive: true, force: true })
      await cgroups().clean()
    },
  }
}

/** Where Deno keeps what it compiles: a folder of this workload's own, so that none finds what another has left. */
function makeScratch(folder: string, id: string): string {
  const scratch = join(folder, id)
  mkdirSync(scratch, { recursive: true, mode: 0o700 })
  // Storage and Cache need no permission, and would fill the disk: in place of their folder stands a file.
  writeFileSync(join(scratch, 'location_data'), '')
  return scratch
}
