import { after } from './after.ts'
import { backoffMs } from './backoff.ts'
import { NoAnswerError } from './no-answer-error.ts'
import { onAbort } from './on-abort.ts'
import type { SignedFetch } from './signed-fetch.ts'

/** How long an EventSource waits before it connects anew: about a second, spread by chance. */
const RECONNECT_MS = 500

/** Where in history a stream began that was given no place to resume from. */
const POSITION = 'isola-position'

/**
 * The connections of one subscription, for an EventSource. That one resumes by the last event it saw, and gives up when
 * a proxy says that the server is away; this waits longer each time it fails, and resumes from where the stream began as
 * long as it has brought no event. It also gives up on a connection that brings nothing within `timeoutMs`; once one has
 * brought something, tRPC watches over the server's pings.
 */
export function streamFetch(
  send: SignedFetch,
  timeoutMs: number,
): (url: string | URL, init?: RequestInit) => Promise<Response> {
  let position: string | null = null
  let failures = 0
  return async (url, init) => {
    if (failures > 0) await pause(backoffMs(failures), init?.signal)
    const headers = new Headers(init?.headers)
    if (position !== null && !headers.has('last-event-id') && !isResumed(url))
      headers.set('last-event-id', position)
    // Counted before it is made: whatever happens to it but a stream is a failure.
    failures += 1
    const own = new AbortController()
    const noAnswer = new NoAnswerError(`Isola did not answer within ${timeoutMs} ms`, null)
    const cancelTimeout = after(timeoutMs, () => own.abort(noAnswer))
    onAbort(init?.signal, (reason) => {
      cancelTimeout()
      own.abort(reason)
    })
    const response = await send(url, { ...init, headers, signal: own.signal }).catch((error: unknown) => {
      cancelTimeout()
      // Not whatever `fetch` makes of it: an EventSource does not connect again after an AbortError.
      throw own.signal.reason ?? error
    })
    if (response.body && isEventStream(response)) {
      failures = 0
      position ??= response.headers.get(POSITION)
      const retry = `retry: ${Math.round(RECONNECT_MS * (1 + Math.random()))}\n\n`
      return new Response(response.body.pipeThrough(watched(retry, cancelTimeout, own.signal)), response)
    }
    cancelTimeout()
    // An EventSource reads no such body, and does not close its connection either.
    own.abort()
    if (response.status === 429 || response.status >= 500) throw new Error(`HTTP ${response.status}`)
    return response
  }
}

const isEventStream = ({ ok, headers }: Response): boolean =>
  ok && headers.get('content-type')?.startsWith('text/event-stream') === true

/** Whether it was asked to continue from somewhere. */
function isResumed(url: string | URL): boolean {
  const input = new URL(url).searchParams.get('input')
  return input !== null && JSON.parse(input)?.lastEventId !== undefined
}

/** A stream that begins with `text`, tells when something comes, and breaks off when the signal aborts. */
const watched = (text: string, cancelTimeout: () => void, signal: AbortSignal) =>
  new TransformStream<Uint8Array<ArrayBuffer>, Uint8Array<ArrayBuffer>>({
    start(controller) {
      controller.enqueue(new TextEncoder().encode(text))
      onAbort(signal, (reason) => controller.error(reason))
    },
    transform(chunk, controller) {
      cancelTimeout()
      controller.enqueue(chunk)
    },
  })

function pause(ms: number, signal: AbortSignal | null | undefined): Promise<void> {
  return new Promise((resolve, reject) => {
    const cancel = after(ms, resolve)
    onAbort(signal, (reason) => {
      cancel()
      reject(reason)
    })
  })
}
