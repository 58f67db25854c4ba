import { createLoader, parseAsStringLiteral } from 'nuqs/server'
import { RANGES } from '#/lib/ranges.ts'

const ISOLATION = ['auto', 'isolate', 'sandbox', 'gvisor', 'microvm'] as const
const RUNTIME = ['node', 'python', 'go', 'wasm', 'oci'] as const

export const statsParams = {
  range: parseAsStringLiteral(RANGES).withDefault('7d'),
  isolation: parseAsStringLiteral(ISOLATION),
  runtime: parseAsStringLiteral(RUNTIME),
}
export const loadStatsParams = createLoader(statsParams)
