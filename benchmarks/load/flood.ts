/** Two thousand connections that ask for one page again and again; says how often each status was answered. */
import process from 'node:process'
import { setTimeout } from 'node:timers/promises'
import { ask } from './requests.ts'

const CONNECTIONS = 2_000
/** One that is refused asks again, but not at once: else two thousand of them measure this process. */
const PAUSE_MS = 250
/** For answers that are under way at the end. */
const GRACE_MS = 1_000
const [url = '', seconds] = process.argv.slice(2)
const until = performance.now() + Number(seconds) * 1_000
const counts: Record<string, number> = {}

async function caller(): Promise<void> {
  while (performance.now() < until) {
    const leftMs = Math.ceil(until - performance.now())
    const { status } = await ask(url, { signal: AbortSignal.timeout(leftMs + GRACE_MS) })
    counts[status] = (counts[status] ?? 0) + 1
    await setTimeout(PAUSE_MS)
  }
}
await Promise.all(Array.from({ length: CONNECTIONS }, caller))
process.send?.(counts, () => process.exit(0))
