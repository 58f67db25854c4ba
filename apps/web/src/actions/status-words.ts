import { isTerminal, type TerminalStatus, type WorkloadStatus, type WorkloadSummary } from '@isola/domain'

/** How people speak of a workload. */
export const nameOf = ({ name, id }: Pick<WorkloadSummary, 'name' | 'id'>): string =>
  name ?? `…${id.slice(-7)}`

/** What the next status means, and what choosing it does. */
export function consequenceOf(workload: WorkloadSummary, to: WorkloadStatus): string {
  const { leasedBy, hold, status } = workload
  switch (to) {
    case 'pending':
      return ''
    case 'running':
      return hold
        ? 'Its own app runs it now. Sets the start to now.'
        : 'Something else runs it now. Sets the start to now; no runner will claim it any more.'
    case 'completed':
      return leasedBy
        ? `Its work is done. Sets the end to now and ends the lease: what its runner reports later is refused.`
        : 'Its work is done. Sets the end to now.'
    case 'failed':
      return leasedBy
        ? `It will not finish. The cause becomes operator; its runner is told at its next heartbeat, and what it reports later is refused.`
        : `It will not ${status === 'pending' ? 'be run' : 'finish'}. The cause becomes operator, the end now.`
    case 'killed':
      return killConsequence(workload)
  }
}

export function killConsequence(workload: WorkloadSummary): string {
  const { leasedBy, hold, status } = workload
  if (leasedBy) {
    return `A request: its runner is asked to stop it now, and it becomes killed when it has. Until then it stays ${status}.`
  }
  return hold
    ? 'Becomes killed at once, cause operator. Its own app runs it: it learns when it next reports, and is refused.'
    : 'Becomes killed at once, cause operator. No runner has it.'
}

/** What the button of a choice says. */
export const choiceVerb = (workload: WorkloadSummary, to: WorkloadStatus): string =>
  to === 'killed' ? (workload.leasedBy ? 'Ask to kill' : 'Kill') : `Mark ${to}`

/** What an override sets, what it leaves as evidence, and what becomes of a process that still runs. */
export function overrideConsequences(workload: WorkloadSummary, to: TerminalStatus): string[] {
  const { status, cause, leasedBy } = workload
  const newCause = to === 'completed' ? null : 'operator'
  const causeText =
    cause === newCause
      ? `The cause stays ${cause ?? 'empty'}.`
      : `The cause becomes ${newCause ?? 'empty'}${cause ? `; it was ${cause}` : ''}.`
  return [
    causeText,
    ...(isTerminal(status) ? [] : [timesText(status, to)]),
    'Exit code, error, output and the times that are known stay as evidence.',
    ...(leasedBy
      ? [
          `The lease of its runner ends. The process may live until its next heartbeat, within 10 seconds; what it reports later is refused.`,
        ]
      : []),
  ]
}

function timesText(from: WorkloadStatus, to: TerminalStatus): string {
  if (from === 'running') return 'The end becomes now, and the duration follows from it.'
  return to === 'completed'
    ? 'Start and end become now; there is no duration, for it never ran.'
    : 'The end becomes now; there is no start and no duration, for it never ran.'
}
