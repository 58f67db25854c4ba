import { latencies, median } from '../measure.ts'
import type { LoadGroup } from './group.ts'
import { registeredRunner } from './registered-runner.ts'
import { type Answer, ask, mutate, untilWaiting } from './requests.ts'
import type { Subject } from './subject.ts'

const RUNNERS = 200
const CREATES = 100

/** Runners that wait, and can run nothing of what is created meanwhile. */
export const idleRunners: LoadGroup = {
  name: 'runners',
  rows: 0,
  async measure(subject) {
    const leaving = new AbortController()
    const claims: Promise<Answer>[] = []
    for (let number = 0; number < RUNNERS; number++) {
      const offer = { isolation: 'sandbox', runtime: 'python' } as const
      const { key, bootId } = await registeredRunner(subject, `idle ${number}`, offer)
      const body = { bootId, claimId: `claim of ${number}`, waitSeconds: 20 }
      claims.push(
        ask(`${subject.url}/api/trpc/runner.claim`, { key, body, signal: leaving.signal, waits: true }),
      )
    }
    await untilWaiting(subject, ['runner'], RUNNERS)
    await createIsolate(subject)
    const before = await writes(subject)
    const taken = await latencies(Array.from({ length: CREATES }, () => () => createIsolate(subject)))
    const perCreate = ((await writes(subject)) - before) / CREATES - 1
    leaving.abort()
    await Promise.all(claims)
    return [
      {
        name: 'claims per creation by 200 idle runners that cannot run it',
        value: perCreate,
        unit: 'claims',
        target: { of: 'value', atMost: 0 },
      },
      { name: 'workload.create meanwhile, p50', value: median(taken), unit: 'ms' },
    ]
  },
}

const createIsolate = (subject: Subject) =>
  mutate(subject, 'workload.create', { runtime: 'node', isolation: 'isolate', code: '1' })

/** Jobs of the write lane so far: a creation is one, and so is a claim. */
async function writes({ url }: Subject): Promise<number> {
  const { body } = await ask(`${url}/metrics`)
  return Number(/^isola_write_batch_size_sum (\d+)$/m.exec(body)?.[1])
}
