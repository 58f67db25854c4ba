import { z } from 'zod'
import type { TooLarge } from './errors.ts'
import { LIMITS } from './limits.ts'
import { wellFormed } from './text.ts'

export type JsonValue = string | number | boolean | null | JsonValue[] | { [key: string]: JsonValue }

/** Every value takes at least one byte of JSON, so this input is over the size of a source, and is refused as such. */
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
      const members = membersOf(value)
      values += members.length
      if (values > LIMITS.sourceBytes) return TOO_MANY_VALUES
      // An array's iterator yields its holes as undefined, which is not JSON.
      for (const member of members) next.push(member)
    }
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

function membersOf(value: unknown): unknown[] {
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
