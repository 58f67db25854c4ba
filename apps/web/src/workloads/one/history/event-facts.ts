import type { WorkloadEvent } from '@isola/domain'
import { formatBytes } from '#/lib/format-count.ts'
import { formatDuration } from '#/lib/format-duration.ts'

const LONGEST_ERROR = 120

/** What an event says beyond its kind, in a line; every value is in its table. */
export function factsOf({ kind, changes, actor }: WorkloadEvent): string[] {
  if (!changes) return []
  const value = (field: string): unknown => changes[field]?.new ?? null
  if (kind === 'created') return createdFacts(value)
  const facts: string[] = []
  const status = value('status')
  if (kind === 'report_rejected' && typeof status === 'string') facts.push(status)
  facts.push(...placeFacts(value('isolation'), value('nodeId'), actor.id))
  if (changes.cause) facts.push(value('cause') === null ? 'no cause' : `cause ${value('cause')}`)
  if (changes.exitCode)
    facts.push(value('exitCode') === null ? 'no exit code' : `exit code ${value('exitCode')}`)
  const durationMs = value('durationMs')
  if (typeof durationMs === 'number') facts.push(formatDuration(durationMs))
  const output = value('output') as { bytes?: number } | null
  if (output && typeof output.bytes === 'number') facts.push(`output of ${formatBytes(output.bytes)}`)
  const error = value('error')
  if (typeof error === 'string') facts.push(shorten(error.split('\n', 1)[0] ?? ''))
  return facts
}

/** A runner that claims is who acts: its id says nothing more. */
function placeFacts(isolation: unknown, node: unknown, actorId: string): string[] {
  const place = [isolation ?? '', node && node !== actorId ? `on ${node}` : ''].filter(Boolean)
  return place.length > 0 ? [place.join(' ')] : []
}

function createdFacts(value: (field: string) => unknown): string[] {
  const limits = [
    [value('cpuLimit'), 'CPU'],
    [value('memoryLimitMb'), 'MB'],
    [value('timeoutSeconds'), 's'],
  ] as const
  const retryOf = value('retryOf')
  return [
    String(value('runtime') ?? ''),
    String(value('requestedIsolation') ?? ''),
    ...limits.flatMap(([amount, unit]) => (typeof amount === 'number' ? [`${amount} ${unit}`] : [])),
    ...(value('hold') === true ? ['held'] : []),
    ...(typeof retryOf === 'string' ? [`retry of …${retryOf.slice(-7)}`] : []),
  ].filter(Boolean)
}

const shorten = (text: string) => (text.length > LONGEST_ERROR ? `${text.slice(0, LONGEST_ERROR)}…` : text)
