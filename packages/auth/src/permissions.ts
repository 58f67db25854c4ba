import type { KeyRole } from '@isola/domain'
import type { Principal } from './principal.ts'

/** THE table of who may do what. What depends on the workload (whose it is, whether it has ended) is in the store's statements. */
export const PERMISSIONS = {
  /** Workloads, logs, statistics, history. */
  read: ['viewer', 'operator', 'admin'],
  /** The same of one workload; a runner sees those it has a lease on. */
  'read one': ['viewer', 'operator', 'admin', 'runner'],
  /** Create, kill, retry, note; and report on held workloads: those of one's own, or, as an admin, any. */
  operate: ['operator', 'admin'],
  /** Override and delete. */
  correct: ['admin'],
  /** Users, keys and the audit trail. */
  administer: ['admin'],
  /** Register, claim, and report on what was claimed. */
  run: ['runner'],
  /** Runners and what they can run workloads in. */
  'see runners': ['viewer', 'operator', 'admin', 'runner'],
} as const satisfies Record<string, readonly KeyRole[]>

export type Permission = keyof typeof PERMISSIONS

export const may = ({ role }: Principal, permission: Permission): boolean =>
  (PERMISSIONS[permission] as readonly KeyRole[]).includes(role)
