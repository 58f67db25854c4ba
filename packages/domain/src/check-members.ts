import { InvalidInputError } from './errors.ts'
import { LIMITS } from './limits.ts'

/**
 * Refuses what has more members than any input of ours can have, before a schema looks at it: zod lists every field that it
 * does not know, and of 780,000 that took seconds. The `input` of a workload is its creator's, with a bound of its own.
 */
export function checkMembers(value: unknown): void {
  let count = 0
  // No recursion: a body can be nested deeper than the stack.
  const open: unknown[] = [value]
  while (open.length > 0) {
    const one = open.pop()
    if (typeof one !== 'object' || one === null) continue
    for (const key in one) {
      if (++count > LIMITS.inputMembers) {
        const message = `has more than ${LIMITS.inputMembers} fields and items`
        throw new InvalidInputError([{ path: '', message }])
      }
      if (one !== value || key !== 'input') open.push((one as Record<string, unknown>)[key])
    }
  }
}
