import { type Capability, claim, type RegisterRunnerInput } from '@isola/domain'
import { z } from 'zod'
import { type Answer, dataOf } from './answer.ts'
import { bearer, SETTER_UP, type Served } from './serve.ts'
import type { Wire } from './wire.ts'

const BOOT = 'a start of a test'

export const ISOLATE: Capability = {
  isolation: 'isolate',
  runtimes: ['node'],
  available: true,
  version: null,
  strength: 1,
  enforces: { cpu: true, memory: true, wallTime: true, network: true, filesystem: true },
  reason: null,
}
export const REGISTRATION: RegisterRunnerInput = {
  bootId: BOOT,
  name: 'a runner of a test',
  version: '1.2.3',
  capacity: 8,
  capabilities: [ISOLATE],
}

export const claimIn = (answer: Answer) => dataOf(z.object({ claim: claim.nullable() }), answer).claim

export const workFor = async ({ store }: Served): Promise<string> =>
  (await store.createWorkload({ runtime: 'node', code: 'export default () => 1' }, SETTER_UP)).id

export interface RunnerForTest {
  /** Its key's. */
  id: string
  wire: Wire
  claim(input?: { waitSeconds?: number; claimId?: string }, signal?: AbortSignal): Promise<Answer>
}

let claims = 0

/** One with a key of its own, registered. */
export async function startRunner(
  served: Served,
  capabilities: Capability[] = [ISOLATE],
): Promise<RunnerForTest> {
  const { id, key } = await served.key('runner')
  const wire = served.wire(bearer(key))
  const answer = await wire.call('runner.register', { ...REGISTRATION, capabilities })
  if (answer.error) throw new Error(answer.error.message)
  return {
    id,
    wire,
    claim: (input, signal) =>
      wire.call('runner.claim', { bootId: BOOT, claimId: `claim number ${claims++}`, ...input }, signal),
  }
}

/** New work that this runner has claimed, as its reports name it. */
export async function leaseOf(
  served: Served,
  { claim }: RunnerForTest,
): Promise<{ id: string; leaseToken: string }> {
  const id = await workFor(served)
  const claimed = claimIn(await claim())
  if (claimed?.workload.id !== id) throw new Error(`It claimed ${claimed?.workload.id} instead of ${id}`)
  return { id, leaseToken: claimed.lease.leaseToken }
}
