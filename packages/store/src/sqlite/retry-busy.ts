import { setTimeout } from 'node:timers/promises'

const GIVE_UP_AFTER_MS = 5_000
const LONGEST_PAUSE_MS = 40

/** Both shapes: better-sqlite3's own error, and what Prisma's adapter makes of it. */
function isBusy(error: unknown): boolean {
  const { code, cause } = error as { code?: string; cause?: { kind?: string; originalCode?: string } }
  return (
    [code, cause?.originalCode].some((value) => value?.startsWith('SQLITE_BUSY')) ||
    cause?.kind === 'SocketTimeout'
  )
}

/** Waits for a foreign writer without blocking the event loop; after five seconds the error is the caller's. */
export async function retryBusy<Answer>(run: () => Answer | Promise<Answer>): Promise<Answer> {
  const deadline = performance.now() + GIVE_UP_AFTER_MS
  for (let pause = 2; ; pause = Math.min(pause * 2, LONGEST_PAUSE_MS)) {
    try {
      return await run()
    } catch (error) {
      if (!isBusy(error) || performance.now() > deadline) throw error
      await setTimeout(pause)
    }
  }
}
