import { z } from 'zod'
import { WORKLOAD_ID } from './ulid.ts'

export const workloadId = z.string().regex(WORKLOAD_ID, 'must be a ULID')

/** The beginning of an id, as typed or pasted by a person. */
export const workloadIdPrefix = z
  .string()
  .toUpperCase()
  .regex(/^[0-7][0-9A-HJKMNP-TV-Z]{0,25}$/, 'must be the beginning of a ULID')
