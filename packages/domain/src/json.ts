import { z } from 'zod'
import { LIMITS } from './limits.ts'
import { wellFormed } from './text.ts'

export type JsonValue = string | number | boolean | null | JsonValue[] | { [key: string]: JsonValue }

/** Why a value is not JSON, or null. Walks with a list of its own: recursion would overflow on hostile depth. */
function jsonProblem(root: unknown): string | null {
  let level: unknown[] = [root]
  for (let depth = 0; level.length > 0; depth++) {
    if (depth > LIMITS.inputDepth) return `is nested deeper than ${LIMITS.inputDepth} levels`
    const next: unknown[] = []
    for (const value of level) {
      if (value === null || typeof value === 'boolean') continue
      if (typeof value === 'string') {
        if (!wellFormed(value)) return 'holds a lone surrogate'
      } else if (typeof value === 'number') {
        if (!Number.isFinite(value)) return 'holds a number that JSON cannot say'
      } else if (Array.isArray(value)) {
        for (const item of value) next.push(item)
      } else if (isPlainObject(value)) {
        for (const [key, item] of Object.entries(value)) {
          if (!wellFormed(key)) return 'holds a lone surrogate'
          next.push(item)
        }
      } else return 'holds a value that JSON cannot say'
    }
    level = next
  }
  return null
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
