import { fork } from 'node:child_process'
import { once } from 'node:events'
import { quantile } from '../measure.ts'

export interface Health {
  /** Milliseconds until `/healthz` answered; infinite when it did not. */
  p99: number
  longest: number
}

/** Polls `/healthz` from a separate process while `work` runs, on a new connection each time, as a monitor does. */
export async function watchHealth<Done>(
  url: string,
  work: () => Promise<Done>,
): Promise<{ health: Health; done: Done }> {
  const prober = fork(new URL('./probe-health.ts', import.meta.url), [url], { execArgv: [] })
  await once(prober, 'message')
  const done = await work().catch((error: unknown) => {
    prober.kill()
    throw error
  })
  prober.send('stop')
  const [taken] = (await once(prober, 'message')) as [(number | null)[]]
  const ms = taken.map((one) => one ?? Number.POSITIVE_INFINITY)
  return { health: { p99: quantile(ms, 0.99), longest: Math.max(...ms) }, done }
}
