import type { WorkloadSummary } from '@isola/domain'
import type { Me } from '#/lib/me.tsx'

/*
 * Why somebody may not do something, to be said by the control that is unavailable; undefined when they may. The
 * procedures decide: this is the same table in words.
 */
type Why = string | undefined

const OPERATE = 'Viewers look on: this needs an operator or an admin'

export const whyNotOperate = ({ role }: Me): Why =>
  role === 'admin' || role === 'operator' ? undefined : OPERATE

const whyNotCorrect = ({ role }: Me, what: string): Why =>
  role === 'admin' ? undefined : `Only an admin may ${what}`

const isOwnHeld = (me: Me, { hold, createdBy }: WorkloadSummary): boolean =>
  hold && createdBy.kind === me.kind && createdBy.id === me.id

export function whyNotChangeStatus(me: Me, workload: WorkloadSummary): Why {
  if (me.role === 'admin') return undefined
  if (me.role !== 'operator') return OPERATE
  return isOwnHeld(me, workload)
    ? undefined
    : 'Operators set the status of held workloads that they created; of others, only an admin. Kill is in the menu.'
}

export function whyNotKill(me: Me, workload: WorkloadSummary): Why {
  if (!isLive(workload)) return `It is ${workload.status} already`
  if (workload.killRequestedAt) return 'Its runner has been asked already'
  return whyNotOperate(me)
}

const isLive = ({ status }: WorkloadSummary) => status === 'pending' || status === 'running'

export const whyNotRetry = (me: Me, workload: WorkloadSummary): Why =>
  whyNotOperate(me) ?? whyNotYet(workload, 'retried')

export const whyNotDelete = (me: Me, workload: WorkloadSummary): Why =>
  whyNotCorrect(me, 'delete a workload') ?? whyNotYet(workload, 'deleted')

export const whyNotAmend = (me: Me, workload: WorkloadSummary): Why =>
  whyNotCorrect(me, 'amend a workload') ?? whyNotYet(workload, 'amended')

const whyNotYet = (workload: WorkloadSummary, what: string): Why =>
  isLive(workload) ? `It is still ${workload.status}: what has ended can be ${what}` : undefined
