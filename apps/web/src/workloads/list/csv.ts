import type { WorkloadSummary } from '@isola/domain'

/** One column for each field of a row. */
const FIELDS = [
  'id',
  'name',
  'status',
  'cause',
  'runtime',
  'requestedIsolation',
  'isolation',
  'nodeId',
  'hold',
  'exitCode',
  'errorLine',
  'durationMs',
  'cpuLimit',
  'memoryLimitMb',
  'timeoutSeconds',
  'labels',
  'inputHash',
  'retryOf',
  'revision',
  'createdBy',
  'createdAt',
  'startedAt',
  'finishedAt',
  'killRequestedAt',
  'leasedBy',
  'leaseUntil',
  'lastHeartbeatAt',
  'logBytes',
  'logsTruncated',
] as const satisfies readonly (keyof WorkloadSummary)[]

/** Without a byte order mark Excel takes UTF-8 for the system's code page, and ü for Ã¼. */
export const csvHeader = `\ufeff${FIELDS.join(',')}\r\n`

export const csvRow = (workload: WorkloadSummary): string =>
  `${FIELDS.map((field) => csvCell(workload[field])).join(',')}\r\n`

/** What spreadsheets take for a formula when a cell begins with it. */
const FORMULA = /^[=+\-@\t\r]/
const NEEDS_QUOTES = /[",\r\n]/

/**
 * RFC 4180. Text that a spreadsheet would run is defused with an apostrophe: names and errors are hostile. Numbers are
 * not text: an exit code of -1 stays a number.
 */
export function csvCell(value: unknown): string {
  if (value === null || value === undefined) return ''
  if (typeof value === 'number' || typeof value === 'boolean') return String(value)
  const text = typeof value === 'string' ? value : JSON.stringify(value)
  const defused = FORMULA.test(text)
  return defused || NEEDS_QUOTES.test(text) ? `"${defused ? "'" : ''}${text.replaceAll('"', '""')}"` : text
}
