import { z } from 'zod'
import { LIMITS } from './limits.ts'
import { wellFormed } from './text.ts'

export type JsonValue = string | number | boolean | null | JsonValue[] | { [key: string]: JsonValue }

/** Why a value is not JSON, or null. Level by level: recursion would overflow on hostile depth. */
function jsonProblem(root: unknown): string | null {
  let level: unknown[] = [root]
  for (let depth = 0; depth <= LIMITS.inputDepth; depth++) {
    const problem = level.map(ownProblem).find((found) => found !== null)
    if (problem) return problem
    level = level.flatMap(membersOf)
    if (level.length === 0) return null
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
  // Spread, because flatMap passes over the holes of an array.
  if (Array.isArray(value)) return [...value]
  return isPlainObject(value) ? Object.values(value) : []
}

function isPlainObject(value: unknown): value is Record<string, unknown> {
  if (typeof value !== 'object' || value === null) return false
  const prototype: unknown = Object.getPrototypeOf(value)
  return prototype === Object.prototype || prototype === null
}

export const jsonValue = z.custom<JsonValue>().superRefine((value, context) => {
  const problem = jsonProblem(value)
  if (problem) context.addIssue({ code: 'custom', message: problem })
})
