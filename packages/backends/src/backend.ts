import type { Capability, Cause, Clock, Isolation, JsonValue, Runtime } from '@isola/domain'
import type { Cgroups } from './cgroup/cgroups.ts'

/** What to run, with the defaults of limits applied. What a backend cannot enforce, its capability says. */
export interface RunSpec {
  /** The workload's. */
  id: string
  runtime: Runtime
  code: string
  /** Null when none was given. */
  input: JsonValue
  /** Cores; 0.5 is half of one. */
  cpuLimit: number
  memoryLimitMb: number
  timeoutSeconds: number
}

/** An output as `runner.finish` takes it. `bytes` is how much there was, `data` the first 4 MiB of it. */
export interface Output {
  contentType: string
  encoding: 'utf8' | 'base64'
  data: string
  bytes: number
  truncated: boolean
}

export interface Outcome {
  status: 'completed' | 'failed' | 'killed'
  /** Null when completed; `operator` when killed. */
  cause: Extract<Cause, 'exit' | 'timeout' | 'memory' | 'signal' | 'output' | 'backend' | 'operator'> | null
  output: Output | null
  /** Null when a signal ended it, or it never started. */
  exitCode: number | null
  error: string | null
  durationMs: number
}

/** A line of at most 64 KiB; a longer one arrives in several. `at` is when it arrived. */
export interface Line {
  stream: 'stdout' | 'stderr'
  line: string
  at: string
}

/** Called in the order in which lines arrive. A promise holds the workload's streams up until it is settled. */
export type OnLog = (line: Line) => void | Promise<void>

/** An isolation technology. */
export interface Backend {
  readonly isolation: Exclude<Isolation, 'auto'>
  /** Really runs something small, with a deadline. Never rejects: what does not work is the capability's reason. */
  probe(): Promise<Capability>
  /**
   * Runs a workload to its end, and leaves nothing of it behind. Never rejects for what a workload does.
   * The signal kills it: TERM, a grace, KILL of all its processes; the outcome is then `killed`.
   */
  run(spec: RunSpec, signal: AbortSignal, onLog: OnLog): Promise<Outcome>
  /** Removes what an earlier life of this runner left behind. To be called before the first run. */
  clean(): Promise<void>
}

export interface BackendOptions {
  /** A folder of this runner's own; backends make and remove folders in it. */
  scratchFolder: string
  /** Begins the names of this runner's control groups, and of no other's on this machine: `[a-z0-9-]`. */
  name: string
  /** From TERM to KILL, when a workload is killed. */
  graceMs?: number
  clock?: Clock
  /** Opens the control groups, for tests of what happens without any. */
  open?: (name: string) => Cgroups
}
