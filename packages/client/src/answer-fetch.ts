import { NoAnswerError } from './no-answer-error.ts'
import type { SignedFetch } from './signed-fetch.ts'

/** Tells answers of Isola, good or bad, from everything else that can come back: that is a NoAnswerError. */
export function answerFetch(send: SignedFetch) {
  // tRPC's own type of what it gives is a little wider than that of `fetch`.
  return async (target: Parameters<SignedFetch>[0], options?: object) => {
    const init: RequestInit = { ...options }
    const response = await send(target, init).catch((error: unknown) => fail(null, init, error))
    const { ok, status, headers } = response
    if (!headers.get('content-type')?.startsWith('application/json')) return fail(status, init)
    // Read here: an answer that breaks off is none.
    const answer: unknown = await response.json().catch((error: unknown) => fail(null, init, error))
    if (!isAnswer(answer)) return fail(status, init)
    return { ok, status, headers, json: () => Promise.resolve(answer) }
  }
}

function fail(status: number | null, { signal }: RequestInit, cause?: unknown): never {
  signal?.throwIfAborted()
  const what = status === null ? 'Isola did not answer' : `No answer of Isola, but HTTP ${status}`
  throw new NoAnswerError(cause instanceof Error ? `${what}: ${cause.message}` : what, status, { cause })
}

const isAnswer = (value: unknown): boolean =>
  Array.isArray(value) ||
  (typeof value === 'object' && value !== null && ('result' in value || 'error' in value))
