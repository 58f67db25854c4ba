import { formatBytes } from '#/lib/format-count.ts'
import { formatDuration } from '#/lib/format-duration.ts'
import { formatExact, type Zone } from '#/lib/time.tsx'

const TIMES: ReadonlySet<string> = new Set(['createdAt', 'startedAt', 'finishedAt', 'killRequestedAt'])

/** A value of the record, as history shows it. */
export function valueText(field: string, value: unknown, zone: Zone): string {
  if (TIMES.has(field) && typeof value === 'string') return formatExact(value, zone)
  if (field === 'durationMs' && typeof value === 'number') {
    return value < 1_000 ? `${value} ms` : `${formatDuration(value)} (${value} ms)`
  }
  if (field === 'sourceBytes' && typeof value === 'number') return formatBytes(value)
  if (field === 'output' && typeof value === 'object' && value !== null) return outputText(value)
  if (field === 'createdBy' && typeof value === 'object' && value !== null) {
    const { kind, name } = value as { kind?: string; name?: string }
    return `${kind} ${name}`
  }
  return typeof value === 'string' ? value : JSON.stringify(value)
}

function outputText(value: object): string {
  const { contentType, bytes, truncated, sha256 } = value as {
    contentType?: string
    bytes?: number
    truncated?: boolean
    sha256?: string
  }
  return [
    contentType,
    bytes === undefined ? undefined : formatBytes(bytes),
    truncated ? 'truncated' : undefined,
    sha256 && `SHA-256 ${sha256}`,
  ]
    .filter(Boolean)
    .join('\n')
}
