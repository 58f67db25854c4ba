import { fork } from 'node:child_process'
import { once } from 'node:events'
import type { LoadGroup } from './group.ts'
import { watchHealth } from './health.ts'
import { registeredRunner } from './registered-runner.ts'
import { mutate, query } from './requests.ts'
import type { Subject } from './subject.ts'

const SECONDS = 60

/** Two thousand connections without credentials ask for the sign-in page, while a runner keeps a workload. */
export const anonymous: LoadGroup = {
  name: 'anonymous',
  rows: 0,
  once: true,
  pages: true,
  async measure(subject) {
    const { id, key, leaseToken } = await leased(subject)
    const keeper = fork(new URL('./keep-lease.ts', import.meta.url), [subject.url, key, id, leaseToken])
    const { health, done } = await watchHealth(subject.url, () => flood(`${subject.url}/sign-in`)).finally(
      () => keeper.kill(),
    )
    console.error(`  answers to 2,000 anonymous connections: ${JSON.stringify(done)}`)
    // A server that did not live through it has lost what ran.
    const isRunning = (await query(subject, 'workload.get', { id })).body.includes('"status":"running"')
    return [
      {
        name: 'running workloads lost under 2,000 anonymous connections for 60 s',
        value: isRunning ? 0 : 1,
        unit: 'lost',
        target: { of: 'value', atMost: 0 },
      },
      { name: '/healthz, p99, meanwhile', value: health.p99, unit: 'ms' },
    ]
  },
}

/** How often each status was answered. */
async function flood(url: string): Promise<Record<string, number>> {
  const child = fork(new URL('./flood.ts', import.meta.url), [url, String(SECONDS)])
  const failed = once(child, 'exit').then(([code]) => {
    throw new Error(`The flood ended with ${code} and no report`)
  })
  failed.catch(() => undefined)
  const [counts] = (await Promise.race([once(child, 'message'), failed])) as [Record<string, number>]
  return counts
}

async function leased(subject: Subject): Promise<{ id: string; key: string; leaseToken: string }> {
  const offer = { isolation: 'isolate', runtime: 'node' } as const
  const { key, bootId } = await registeredRunner(subject, 'one', offer)
  await mutate(subject, 'workload.create', { runtime: 'node', isolation: 'isolate', code: '1' })
  const { claim } = await mutate<{ claim: { workload: { id: string }; lease: { leaseToken: string } } }>(
    subject,
    'runner.claim',
    { bootId, claimId: 'claim-of-the-runner' },
    key,
  )
  return { id: claim.workload.id, key, leaseToken: claim.lease.leaseToken }
}
