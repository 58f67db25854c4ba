import type { Durations } from '@isola/domain'
import { formatDuration } from '#/lib/format-duration.ts'

export interface Column {
  name: string
  fromMs: number
  /** The first millisecond beyond. */
  toMs: number
  count: number
}

/** Eight columns to an octave would be too many to look at; four still show two humps as two. */
const PER_OCTAVE = 4

/** The buckets that the record keeps, gathered into columns of equal width on a logarithmic scale. */
export function toColumns({ buckets }: Durations): Column[] {
  const columnOf = (ms: number) => Math.floor(Math.log2(Math.max(1, ms)) * PER_OCTAVE)
  const first = buckets[0]
  const last = buckets.at(-1)
  if (!first || !last) return []
  const columns: Column[] = []
  for (let i = columnOf(first.fromMs); i <= columnOf(last.toMs); i++) {
    const [fromMs, toMs] = [Math.ceil(2 ** (i / PER_OCTAVE)), Math.ceil(2 ** ((i + 1) / PER_OCTAVE))]
    columns.push({ name: formatDuration(fromMs), fromMs: i === 0 ? 0 : fromMs, toMs, count: 0 })
  }
  for (const { fromMs, toMs, count } of buckets) {
    const column = columns[columnOf((fromMs + toMs) / 2) - columnOf(first.fromMs)]
    if (column) column.count += count
  }
  return columns.filter(({ fromMs, toMs }) => toMs > fromMs)
}
