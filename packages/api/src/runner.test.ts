import { claim, finishResult, LIMITS, leaseState, type RegisterRunnerInput, runner } from '@isola/domain'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { dataOf, outcomeOf } from './testing/answer.ts'
import { SETTER_UP, serve } from './testing/serve.ts'

const BOOT = 'boot of a test'
export const REGISTRATION: RegisterRunnerInput = {
  bootId: BOOT,
  name: 'runner of a test',
  version: '1.0.0',
  capacity: 8,
  capabilities: [
    {
      isolation: 'isolate',
      runtimes: ['node'],
      available: true,
      version: null,
      strength: 1,
      enforces: { cpu: true, memory: true, wallTime: true, network: true, filesystem: true },
      reason: null,
    },
  ],
}
const claimed = z.object({ claim: claim.nullable() })

describe('a runner', () => {
  it('registers, claims, renews, logs and finishes', async () => {
    const { as, store } = await serve()
    const wire = await as('runner')
    dataOf(runner, await wire.call('runner.register', REGISTRATION))
    const waiting = wire.call('runner.claim', { bootId: BOOT, claimId: 'a claim of it' })
    const { id } = await store.createWorkload({ runtime: 'node', code: 'x' }, SETTER_UP)
    const answer = dataOf(claimed, await waiting)
    expect(answer.claim).toMatchObject({
      workload: { id, status: 'running', isolation: 'isolate', requestedIsolation: 'auto' },
      lease: { leaseSeconds: LIMITS.leaseSeconds },
    })
    const of = { id, leaseToken: answer.claim?.lease.leaseToken }
    const beat = wire.call('runner.heartbeat', { ...of, waitSeconds: 10 })
    await store.killWorkload(id, SETTER_UP)
    expect(dataOf(leaseState, await beat).killRequested).toBe(true)
    const lines = [{ seq: 0, stream: 'stdout', line: 'hello' }]
    expect((await wire.call('runner.log', { ...of, lines })).data).toEqual({ accepted: 1, repeated: 0 })
    const finish = () => wire.call('runner.finish', { ...of, status: 'killed' })
    expect(dataOf(finishResult, await finish())).toMatchObject({
      workload: { status: 'killed' },
      repeated: false,
    })
    expect(dataOf(finishResult, await finish()).repeated).toBe(true)
    expect(outcomeOf(await wire.call('runner.finish', { ...of, status: 'failed' }))).toBe('409 LEASE_LOST')
    const events = await store.listEvents(id)
    expect(events.items.map(({ kind }) => kind)).toEqual([
      'created',
      'transitioned',
      'kill_requested',
      'transitioned',
      'report_rejected',
    ])
  })
})
