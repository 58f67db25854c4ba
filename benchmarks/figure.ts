/** One measured row. */
export interface Figure {
  name: string
  /** Workloads in the record; null where the row does not depend on them. */
  size: number | null
  value: number
  unit: 'ms' | 'µs' | '/s' | 'MB' | 'KB' | 's' | '×' | 'points' | 'claims' | 'lost'
  /** 99th percentile, where the value is a median. */
  p99?: number
  /** What it is measured beside, in the same unit. */
  beside?: { what: string; value: number }
  /** Value over what it is beside: the median of the rounds' ratios. */
  ratio?: number
  target?: Target
  /** One of many of a kind: in the full table only. */
  detail?: true
}

type Target = { of: 'value' | 'ratio' } & ({ atMost: number } | { atLeast: number })

/** Null where there is no target. */
export function isMet({ value, ratio, target }: Figure): boolean | null {
  if (!target) return null
  const measured = target.of === 'value' ? value : (ratio ?? Number.NaN)
  return 'atMost' in target ? measured <= target.atMost : measured >= target.atLeast
}
