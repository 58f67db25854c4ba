import { z } from 'zod'
import type { TooLarge } from './errors.ts'
import { LIMITS } from './limits.ts'
import { wellFormed } from './text.ts'

export type JsonValue = string | number | boolean | null | JsonValue[] | { [key: string]: JsonValue }

/** Each value takes a byte of its text at least, so it is refused as a source of that size is. */
const TOO_MANY_VALUES = `holds over ${LIMITS.sourceBytes} values`

/** Why a value is not JSON, or null. Level by level: recursion would overflow on hostile depth. */
function jsonProblem(root: unknown): string | null {
  let level: unknown[] = [root]
  let values = 1
  for (let depth = 0; depth <= LIMITS.inputDepth; depth++) {
    const next: unknown[] = []
    for (const value of level) {
      const problem = ownProblem(value)
      if (problem) return problem
      for (const member of membersOf(value)) next.push(member)
    }
    values += next.length
    if (values > LIMITS.sourceBytes) return TOO_MANY_VALUES
    if (next.length === 0) return null
    level = next
  }
  return `is nested deeper than ${LIMITS.inputDepth} levels`
}

/** What is wrong with a value itself, its members left aside. */
function ownProblem(value: unknown): string | null {
  if (value === null || typeof value === 'boolean' || Array.isArray(value)) return null
  if (typeof value === 'string') return wellFormed(value) ? null : 'holds a lone surrogate'
  if (typeof value === 'number') return Number.isFinite(value) ? null : 'holds a number that JSON cannot say'
  if (!isPlainObject(value)) return 'holds a value that JSON cannot say'
  return Object.keys(value).every(wellFormed) ? null : 'holds a lone surrogate'
}

function membersOf(value: unknown): Iterable<unknown> {
  // The iterator of an array gives its holes as undefined, which is no JSON.
  if (Array.isArray(value)) return value
  return isPlainObject(value) ? Object.values(value) : []
}

function isPlainObject(value: unknown): value is Record<string, unknown> {
  if (typeof value !== 'object' || value === null) return false
  const prototype: unknown = Object.getPrototypeOf(value)
  return prototype === Object.prototype || prototype === null
}

export const jsonValue = z.custom<JsonValue>().superRefine((value, context) => {
  const problem = jsonProblem(value)
  if (!problem) return
  const params = problem === TOO_MANY_VALUES && {
    tooLarge: { field: 'source', maxBytes: LIMITS.sourceBytes } satisfies TooLarge,
  }
  context.addIssue({ code: 'custom', message: problem, ...(params && { params }) })
})
