import { z } from 'zod'
import { LIMITS } from './limits.ts'
import { pageOf } from './page.ts'
import { phrase, textOfBytes } from './text.ts'
import { timestamp } from './time.ts'

const stream = z.enum(['stdout', 'stderr'])

export const logLine = z.object({ seq: z.int(), stream, line: z.string(), at: z.string() })
export type LogLine = z.infer<typeof logLine>

/** Lines as reported: numbered from 0 by their writer, so that a batch sent twice is stored once. */
export const logLinesInput = z
  .array(
    z.strictObject({
      seq: z.int().min(0).max(LIMITS.logSeq),
      stream,
      line: textOfBytes(LIMITS.logLineBytes),
      at: timestamp.optional(),
    }),
  )
  .min(1)
  .max(LIMITS.logBatchLines)
export type LogLinesInput = z.input<typeof logLinesInput>

/** Lines stored now, and lines that stood there already. What the workload's log had no room for is neither. */
export const appendLogResult = z.object({ accepted: z.int(), repeated: z.int() })
export type AppendLogResult = z.infer<typeof appendLogResult>

export const listLogLinesQuery = z.strictObject({
  cursor: z
    .string()
    .regex(/^\d{1,15}$/, 'must be a cursor of this list')
    .optional(),
  /** `forward`: oldest line first. `backward`: newest first. */
  direction: z.enum(['forward', 'backward']).default('forward'),
  /** Case-insensitive substring. */
  search: phrase(LIMITS.searchLength).optional(),
  limit: z.int().min(1).max(LIMITS.logPageSize).default(500),
})
export type ListLogLinesQuery = z.input<typeof listLogLinesQuery>

export const logPage = pageOf(logLine).extend({
  /** What retention has taken from this log, where it has: so many lines, all older than that. */
  removed: z.object({ lines: z.int(), before: z.string() }).optional(),
})
export type LogPage = z.infer<typeof logPage>
