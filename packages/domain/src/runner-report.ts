import { z } from 'zod'
import { cause, terminalStatus } from './lifecycle-schemas.ts'
import { LIMITS } from './limits.ts'
import { outputInput } from './output.ts'
import { textOfBytes } from './text.ts'

/** What only the server can know: that its runner is silent, that there is none, that somebody overrode it. */
const failureCause = cause.exclude(['lost', 'unsupported', 'operator'])

/** A workload's whole outcome: what is not given there was not. */
export const runnerReport = z
  .strictObject({
    status: terminalStatus,
    /** Of failed: absent it is `exit` with an exit code other than 0, else `reported`. Of killed it is `operator`. */
    cause: cause.nullish(),
    output: outputInput.nullish(),
    exitCode: z.int32().nullish(),
    error: textOfBytes(LIMITS.errorBytes).nullish(),
    /** Absent it is the time from the claim to this report. */
    durationMs: z.int().min(0).max(LIMITS.durationMs).nullish(),
  })
  .superRefine(({ status, cause, exitCode }, context) => {
    const problem = (path: string, message: string) =>
      context.addIssue({ code: 'custom', path: [path], message })
    if (status === 'completed' && exitCode)
      problem('exitCode', 'must be 0 or absent in a report of completed')
    if (cause == null) return
    if (status === 'completed') problem('cause', 'must be absent in a report of completed')
    if (status === 'killed' && cause !== 'operator') problem('cause', 'of a killed workload is operator')
    if (status === 'failed' && !failureCause.safeParse(cause).success)
      problem('cause', `of a failed one must be ${failureCause.options.join(', ')}`)
  })
export type RunnerReportInput = z.input<typeof runnerReport>
export type RunnerReport = z.output<typeof runnerReport>
