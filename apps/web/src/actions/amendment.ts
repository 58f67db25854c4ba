import type { Workload, WorkloadUpdate } from '@isola/domain'

/** What is being typed, field by field; a field that nobody touched is absent. Empty clears it. */
export interface Amendment {
  error?: string
  exitCode?: string
  startedAt?: string
  finishedAt?: string
  durationMs?: string
  /** Null clears it. */
  output?: { contentType: string; text: string } | null
}

export type AmendedText = Exclude<keyof Amendment, 'output'>

/** What a control shows where nothing was typed. */
export function presentText(workload: Workload, field: AmendedText): string {
  const value = workload[field]
  if (value === null) return ''
  return field === 'startedAt' || field === 'finishedAt' ? String(value).replace('Z', '') : String(value)
}

/** The update that is meant, and what keeps it from being sent. */
export function toUpdate(amendment: Amendment): { update: WorkloadUpdate; problem?: string } {
  const { error, exitCode, startedAt, finishedAt, durationMs, output } = amendment
  const update: WorkloadUpdate = {
    ...(error !== undefined && { error: error === '' ? null : error }),
    ...(exitCode !== undefined && { exitCode: exitCode === '' ? null : Number(exitCode) }),
    ...(startedAt !== undefined && { startedAt: toTime(startedAt) }),
    ...(finishedAt !== undefined && { finishedAt: toTime(finishedAt) }),
    ...(durationMs !== undefined && { durationMs: durationMs === '' ? null : Number(durationMs) }),
    ...(output !== undefined && {
      output: output && { contentType: output.contentType, encoding: 'utf8', data: output.text },
    }),
  }
  if (Object.keys(update).length === 0) return { update, problem: 'Change something first' }
  if (output && output.contentType.trim() === '')
    return { update, problem: 'The output needs a content type' }
  return { update }
}

/** Of a `datetime-local` control, which is used in UTC. */
const toTime = (text: string): string | null => (text === '' ? null : `${text}Z`)
