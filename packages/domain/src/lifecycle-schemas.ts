import { z } from 'zod'
import { CAUSES, ISOLATIONS, RUNTIMES, STATUSES, TERMINAL_STATUSES } from './lifecycle.ts'

/** Apart from the names themselves, which browsers read without loading zod. */
export const workloadStatus = z.enum(STATUSES)
export const terminalStatus = z.enum(TERMINAL_STATUSES)
export const cause = z.enum(CAUSES)
export const runtime = z.enum(RUNTIMES)
export const isolation = z.enum(ISOLATIONS)
