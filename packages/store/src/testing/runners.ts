/** Runners of tests: each is an actor, and registers what it is told to. */
import type {
  Actor,
  Capability,
  Claim,
  CreateWorkloadInput,
  RegisterRunnerInput,
  Runtime,
  Workload,
} from '@isola/domain'
import type { Store } from '../store.ts'
import { app, SECOND, type TestClock } from './fixtures.ts'

export const rex: Actor = { kind: 'runner', id: 'rex', name: 'Rex', scope: 'own-held' }
export const roy: Actor = { kind: 'runner', id: 'roy', name: 'Roy', scope: 'own-held' }

/** The length of a lease. */
export const LEASE = 30 * SECOND

export const capable = (
  isolation: Capability['isolation'],
  runtimes: Runtime[] = ['node'],
  rest: Partial<Capability> = {},
): Capability => ({
  isolation,
  runtimes,
  available: true,
  version: null,
  strength: { isolate: 1, sandbox: 2, gvisor: 3, microvm: 4 }[isolation],
  enforces: { cpu: true, memory: true, wallTime: true, network: true, filesystem: true },
  reason: null,
  ...rest,
})

export const registration = (
  runner: Actor,
  capabilities: Capability[] = [capable('isolate')],
): RegisterRunnerInput => ({
  bootId: bootOf(runner),
  name: runner.name,
  version: '1.2.3',
  capacity: 4,
  capabilities,
})

export const bootOf = ({ id }: Actor): string => `a start of ${id}`

export const register = (store: Store, runner: Actor, capabilities?: Capability[]) =>
  store.registerRunner(registration(runner, capabilities), runner)

let claims = 0
/** A claim that nobody has made before, of the start that is registered. */
export const claimBy = (store: Store, runner: Actor, claimId = `a claim, ${claims++}`) =>
  store.claim({ bootId: bootOf(runner), claimId }, runner)

/** Work for runners. */
export const work = (store: Store, input: Partial<CreateWorkloadInput> = {}): Promise<Workload> =>
  store.createWorkload({ runtime: 'node', code: 'export default () => 1', ...input }, app)

/** A workload that a runner has leased, and its token. */
export async function leased(
  store: Store,
  runner: Actor = rex,
  input: Partial<CreateWorkloadInput> = {},
): Promise<{ id: string; token: string; claim: Claim }> {
  await register(store, runner)
  const { id } = await work(store, input)
  const claim = await claimBy(store, runner)
  if (claim?.workload.id !== id) throw new Error(`The claim brought ${claim?.workload.id} instead of ${id}`)
  return { id, token: claim.lease.leaseToken, claim }
}

/** Lets time go by as it does for a server: it looks after leases all the while. Answers how many it ended. */
export async function pass(store: Store, clock: TestClock, ms: number): Promise<number> {
  let ended = 0
  for (let left = ms; left > 0; left -= 2 * SECOND) {
    clock.advance(Math.min(left, 2 * SECOND))
    ended += await store.expireLeases()
  }
  return ended
}
