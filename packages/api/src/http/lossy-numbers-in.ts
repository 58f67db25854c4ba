import { markLossyNumbers, pathOfMark } from '@isola/domain'

/**
 * Of a call, by its place in a request: the path of the first number of its `input` that JSON.parse rounded, which only
 * the request's text still tells. Looked for once a request, when a call first asks.
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
  } catch {
    // It is no JSON, which tRPC says when it parses it.
    return NONE
  }
}

const NONE = {}

const memberOf = (value: unknown, key: string | number): unknown =>
  typeof value === 'object' && value !== null ? (value as Record<string | number, unknown>)[key] : undefined
