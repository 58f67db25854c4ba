import type { InputIssue } from '@isola/domain'

/** CHECKs that a well-formed request can break, because they compare it with the row: what to tell its sender. */
const MESSAGES: Record<string, string> = {
  cause_of_failed_and_killed: 'is set on failed and killed workloads, and only on those',
  cause_of_killed: 'of a killed workload is operator',
  startedAt_of_running_and_completed: 'must be set on a running or completed workload',
  startedAt_not_before_createdAt: 'must not be before createdAt',
  finishedAt_of_terminal: 'is set on completed, failed and killed workloads, and only on those',
  finishedAt_not_before_startedAt: 'must not be before startedAt, nor before createdAt',
  durationMs_of_started: 'must be null while startedAt is',
  durationMs_range: 'must be a whole number of milliseconds, at most 100 years',
}

/** Reads the constraint's name out of SQLite's message; it begins with the field. */
export function constraintIssue(message: string): InputIssue | null {
  const name = /CHECK constraint failed: (\w+)$/.exec(message)?.[1] ?? ''
  const text = MESSAGES[name]
  return text ? { path: name.slice(0, name.indexOf('_')), message: text } : null
}
