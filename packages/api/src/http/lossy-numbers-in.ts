import { InvalidInputError, markLossyNumbers, pathOfMark } from '@isola/domain'

/**
 * Tells, for a call by its place in the request, the path of the first number of its `input` that JSON.parse rounded.
 * Only the text of the request still has it. The text is scanned once, when a call first asks.
 */
export function lossyNumbersIn(body: string, isBatch: boolean): (call: number) => string | null {
  let marked: unknown
  return (call) => {
    marked ??= markedIn(body)
    const request = isBatch ? memberOf(marked, call) : marked
    const path = pathOfMark(memberOf(request, 'input'))
    return path === null ? null : path === '' ? 'input' : `input.${path}`
  }
}

function markedIn(body: string): unknown {
  try {
    return markLossyNumbers(body)?.value ?? NONE
  } catch (error) {
    if (error instanceof RangeError) throw new InvalidInputError([{ path: '', message: error.message }])
    // Not JSON: tRPC refuses the request when it parses it.
    return NONE
  }
}

const NONE = {}

const memberOf = (value: unknown, key: string | number): unknown =>
  typeof value === 'object' && value !== null ? (value as Record<string | number, unknown>)[key] : undefined
