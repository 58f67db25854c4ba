import {
  changeOptions,
  claimInput as claim,
  eventsQuery,
  LIMITS,
  leaseToken,
  listLogLinesQuery,
  logLinesInput,
  noteText,
  reason,
  reasonedOptions,
  retryOptions,
  runnerReport,
  terminalStatus,
  workloadFilter,
  workloadId,
  workloadStatus,
  workloadUpdate,
} from '@isola/domain'
import { z } from 'zod'

/** What procedures take: the domain's schemas, with the id of what they are about. */

export const nothing = z.strictObject({}).optional()

const id = workloadId
export const byId = z.strictObject({ id })

export const updateInput = workloadUpdate.safeExtend({ id, ...changeOptions.shape })
export const updateStatusInput = changeOptions.extend({ id, status: workloadStatus })
export const overrideInput = reasonedOptions.extend({ id, status: terminalStatus })
export const killInput = changeOptions.extend({ id })
export const retryInput = retryOptions.extend({ id })
export const deleteInput = z.strictObject({ id, reason })
export const noteInput = z.strictObject({ id, text: noteText })
export const eventsInput = eventsQuery.extend({ id })
export const waitInput = z.strictObject({
  id,
  timeoutSeconds: z.number().min(0).max(LIMITS.waitSeconds).default(LIMITS.waitSecondsDefault),
})

/** Where a subscriber left off; clients send it by themselves when they connect again. */
const lastEventId = z
  .string()
  .regex(/^\d{1,15}$/, 'must be an event id of this stream')
  .optional()
export const changesInput = z.strictObject({ filter: workloadFilter.default({}), lastEventId }).optional()

export const appendLogInput = z.strictObject({ id, lines: logLinesInput })
export const listLogInput = listLogLinesQuery.extend({ id })
export const tailInput = z.strictObject({ id, lastEventId })

/** What a runner says of a workload that it has leased. */
const ofLease = { id, leaseToken }
export const claimInput = claim.extend({
  waitSeconds: z.number().min(0).max(LIMITS.claimWaitSeconds).default(LIMITS.claimWaitSeconds),
})
export const heartbeatInput = z.strictObject({
  ...ofLease,
  waitSeconds: z.number().min(0).max(LIMITS.heartbeatWaitSeconds).default(LIMITS.heartbeatWaitSecondsDefault),
})
export const reportLogsInput = z.strictObject({ ...ofLease, lines: logLinesInput })
export const finishInput = runnerReport.safeExtend(ofLease)
