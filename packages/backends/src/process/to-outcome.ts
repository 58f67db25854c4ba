import { LIMITS } from '@isola/domain'
import type { Outcome, Output, RunSpec } from '../backend.ts'
import type { Ending } from './supervise.ts'

/** What only a backend knows of an ending. */
export interface Evidence {
  /** Memory ran out, whatever the exit code says: counted by the kernel, or said by the runtime as it died. */
  outOfMemory: boolean
  /** Why the backend itself failed, and the workload never ran. */
  backendError: string | null
}

type Verdict = Pick<Outcome, 'status' | 'cause' | 'exitCode' | 'error'>

/** Exit code 137 alone means nothing: why a workload ended is told by flags of our own and by the kernel's counters. */
export function toOutcome(ending: Ending, evidence: Evidence, spec: RunSpec): Outcome {
  const output = outputOf(ending)
  return { ...verdictOf(ending, evidence, spec, output), output, durationMs: ending.durationMs }
}

function verdictOf(ending: Ending, evidence: Evidence, spec: RunSpec, output: Output | null): Verdict {
  const { report, stopped, exitCode } = ending
  const failed = (cause: Outcome['cause'], error: string, code: number | null = null): Verdict => ({
    status: 'failed',
    cause,
    exitCode: code,
    error: cutError(error),
  })
  if (stopped === 'operator') return { status: 'killed', cause: 'operator', exitCode: null, error: null }
  if (stopped === 'timeout') return failed('timeout', `Took longer than ${spec.timeoutSeconds} s`)
  if (stopped === 'memory' || evidence.outOfMemory || report.allocationFailed)
    return failed('memory', report.error ?? `Took more memory than ${spec.memoryLimitMb} MiB`)
  if (evidence.backendError !== null && stopped === null) return failed('backend', evidence.backendError)
  if (output?.truncated)
    return failed('output', `Produced ${output.bytes} bytes; ${LIMITS.outputBytes} are allowed`, exitCode)
  if (ending.signal) return failed('signal', explain(ending, `Ended by ${ending.signal}`))
  if (exitCode !== 0) return failed('exit', explain(ending, `Exited with code ${exitCode}`), exitCode)
  return { status: 'completed', cause: null, exitCode: 0, error: null }
}

/** What was returned; without a main function to return something, what stands on stdout, if anything does. */
function outputOf({ report, stdout, stopped }: Ending): Output | null {
  if (report.calledMain) return report.result?.toOutput('application/json') ?? null
  const output = stdout.toOutput('text/plain')
  if (output.bytes === 0) return null
  return stopped === 'output' ? { ...output, truncated: true } : output
}

function explain({ report, stderrTail }: Ending, otherwise: string): string {
  return report.error || stderrTail || otherwise
}

function cutError(error: string): string {
  const bytes = Buffer.from(error.toWellFormed())
  return bytes.length <= LIMITS.errorBytes
    ? bytes.toString()
    : bytes.subarray(0, LIMITS.errorBytes - 3).toString()
}
