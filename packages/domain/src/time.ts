import { z } from 'zod'
import { LIMITS } from './limits.ts'

/** ISO 8601 in UTC with milliseconds, such as `2026-03-01T12:00:00.000Z`: what every answer carries. */
export type Timestamp = string

/** Of input, any ISO 8601 time with an offset, from 1970 on; normalised to UTC with milliseconds. */
export const timestamp = z.iso
  .datetime({ offset: true })
  .max(LIMITS.timestampLength)
  .transform((value, context) => {
    const ms = Date.parse(value)
    if (Number.isFinite(ms) && ms >= 0) return new Date(ms).toISOString()
    context.addIssue({ code: 'custom', message: 'must be a time from 1970 on' })
    return z.NEVER
  })

export const toTimestamp = (ms: number): Timestamp => new Date(ms).toISOString()
export const toMs = (time: Timestamp): number => Date.parse(time)
