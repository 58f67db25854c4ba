/**
 * Buckets of durations, log-linear: exact below 32 ms, then 32 to an octave, so none is wider than 1/32 (3.1 %)
 * of its lower edge. Whole-number arithmetic, so that SQL and TypeScript agree on every value.
 */
const PER_OCTAVE = 32
const OCTAVE_BITS = 5

export function bucketOf(durationMs: number): number {
  if (durationMs < PER_OCTAVE) return durationMs
  const shift = Math.floor(Math.log2(durationMs)) - OCTAVE_BITS
  return PER_OCTAVE * shift + Math.floor(durationMs / 2 ** shift)
}

/** The least and the greatest whole millisecond of a bucket. */
export function bucketEdges(bucket: number): { fromMs: number; toMs: number } {
  if (bucket < PER_OCTAVE) return { fromMs: bucket, toMs: bucket }
  const shift = Math.floor(bucket / PER_OCTAVE) - 1
  const mantissa = bucket - PER_OCTAVE * shift
  return { fromMs: mantissa * 2 ** shift, toMs: (mantissa + 1) * 2 ** shift - 1 }
}
