import type { Server } from 'node:http'
import { setTimeout } from 'node:timers/promises'
import type { Store } from '@isola/store'
import type { EmbeddedRunner } from './embedded-runner.ts'
import type { ReadinessProbe } from './readiness.ts'

/** So long whoever asks /readyz every so often may take to see that it is off. */
const SEEN_WITHIN_MS = 2_000
/** What takes longer is cut off: its caller was not answered, so nothing that was acknowledged is lost. */
const DRAIN_MS = 10_000
const LOOK_EVERY_MS = 20

/**
 * Readiness is off at once; the runner reports what it ran, while it is still answered. Then streams end, and what comes
 * is told to come back later, on another connection; the port is closed, requests under way are answered, waiting writes
 * reach the disk, and the file is let go.
 */
export function stopServer(
  server: Server,
  { draining, stopping }: { draining: AbortController; stopping: AbortController },
  readiness: ReadinessProbe,
  store: Store,
  runner: EmbeddedRunner | null,
): () => Promise<void> {
  let underWay = 0
  server.on('request', (_request, response) => {
    underWay++
    response.once('close', () => underWay--)
  })
  return async () => {
    draining.abort()
    await runner?.stop()
    stopping.abort()
    const deadline = performance.now() + DRAIN_MS
    await Promise.race([readiness.offIsSeen(), setTimeout(SEEN_WITHIN_MS, undefined, { ref: false })])
    server.close()
    while (underWay > 0 && performance.now() < deadline) await setTimeout(LOOK_EVERY_MS)
    server.closeAllConnections()
    await store.close()
  }
}
