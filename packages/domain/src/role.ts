import { z } from 'zod'

/** What a person may be, each more than the one before. */
export const ROLES = ['viewer', 'operator', 'admin'] as const
export const role = z.enum(ROLES)
export type Role = z.infer<typeof role>

/** What a key may be: as people, or a runner, which runs workloads and nothing else. */
export const keyRole = z.enum([...ROLES, 'runner'])
export type KeyRole = z.infer<typeof keyRole>
