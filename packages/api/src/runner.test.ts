import { backend, finishResult, leaseState, runnerPage } from '@isola/domain'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { dataOf, outcomeOf, refusalIn } from './testing/answer.ts'
import { claimIn, leaseOf, REGISTRATION, startRunner, workFor } from './testing/runners.ts'
import { SETTER_UP, serve } from './testing/serve.ts'
import type { Wire } from './testing/wire.ts'

const line = { seq: 0, stream: 'stdout', line: 'hello' }

describe('a runner', () => {
  it('claims, renews, logs and finishes, and each of these may be repeated', async () => {
    const served = await serve()
    const { id: runnerId, wire, claim } = await startRunner(served)
    const id = await workFor(served)
    const claimId = 'the one claim'
    const claimed = claimIn(await claim({ claimId }))
    expect(claimed?.workload).toMatchObject({
      id,
      status: 'running',
      isolation: 'isolate',
      leasedBy: runnerId,
    })
    const again = claimIn(await claim({ claimId }))
    expect(again?.workload.id).toBe(id)
    expect(again?.lease.leaseToken).toBe(claimed?.lease.leaseToken)
    const lease = { id, leaseToken: claimed?.lease.leaseToken }
    const beat = await wire.call('runner.heartbeat', lease)
    expect(dataOf(leaseState, beat).killRequested).toBe(false)
    const log = () => wire.call('runner.log', { ...lease, lines: [line] })
    expect([(await log()).data, (await log()).data]).toEqual([
      { accepted: 1, repeated: 0 },
      { accepted: 0, repeated: 1 },
    ])
    const output = { contentType: 'application/json', encoding: 'utf8', data: '1' }
    const finish = () => wire.call('runner.finish', { ...lease, status: 'completed', output })
    expect(dataOf(finishResult, await finish())).toMatchObject({
      workload: { id, status: 'completed', leasedBy: null },
      repeated: false,
    })
    expect(dataOf(finishResult, await finish()).repeated).toBe(true)
    expect((await served.store.getWorkload(id)).output?.data).toBe('1')
    expect(served.failures).toEqual([])
  })

  it('that comes too late is told so, and what it said is kept', async () => {
    const served = await serve()
    const one = await startRunner(served)
    const lease = await leaseOf(served, one)
    await served.store.overrideWorkloadStatus(lease.id, 'failed', SETTER_UP, { reason: 'it hangs' })
    for (const [path, input] of [
      ['runner.heartbeat', lease],
      ['runner.log', { ...lease, lines: [line] }],
      ['runner.finish', { ...lease, status: 'completed' }],
    ] as const) {
      expect(outcomeOf(await one.wire.call(path, input))).toBe('409 LEASE_LOST')
    }
    const { items } = await served.store.listEvents(lease.id, { order: 'newest', limit: 1 })
    expect(items).toMatchObject([{ kind: 'report_rejected', actor: { kind: 'runner', id: one.id } }])
  })

  it('sees what it has leased, and only as long', async () => {
    const served = await serve()
    const one = await startRunner(served)
    const lease = await leaseOf(served, one)
    expect(outcomeOf(await one.wire.call('workload.get', { id: lease.id }))).toBe('200')
    await one.wire.call('runner.finish', { ...lease, status: 'completed' })
    expect(outcomeOf(await one.wire.call('workload.get', { id: lease.id }))).toBe('403 FORBIDDEN')
  })

  it('that has another in its place is told so', async () => {
    const served = await serve()
    const { wire, claim } = await startRunner(served)
    await wire.call('runner.register', { ...REGISTRATION, bootId: 'a later start' })
    const answer = await claim()
    expect(outcomeOf(answer)).toBe('403 FORBIDDEN')
    expect(answer.error?.message).toMatch(/took its place/)
  })

  it('that never registered is told so', async () => {
    const served = await serve()
    const wire = await served.as('runner')
    const answer = await wire.call('runner.claim', { bootId: 'unheard of', claimId: 'unheard of' })
    expect(refusalIn(answer)).toMatchObject({ code: 'INVALID_INPUT', issues: [{ path: 'bootId' }] })
  })

  it('is listed with what it runs', async () => {
    const served = await serve()
    const one = await startRunner(served)
    const { id } = await leaseOf(served, one)
    const viewer = await served.as('viewer')
    const page = dataOf(runnerPage, await viewer.call('runner.list', { limit: 1 }))
    expect(page).toMatchObject({
      items: [{ id: one.id, live: true, runningCount: 1, running: [{ id, name: null }] }],
      nextCursor: null,
    })
  })

  it('sees which others there are, and nothing of what they run', async () => {
    const served = await serve()
    const [one, other] = [await startRunner(served), await startRunner(served)]
    const lease = await leaseOf(served, one)
    const list = async (wire: Wire) => dataOf(runnerPage, await wire.call('runner.list')).items
    const seen = await list(other.wire)
    expect(seen.find(({ id }) => id === one.id)).toMatchObject({
      name: REGISTRATION.name,
      bootId: null,
      running: [],
    })
    expect(seen.find(({ id }) => id === other.id)).toMatchObject({ bootId: REGISTRATION.bootId })
    expect(JSON.stringify(seen)).not.toContain(lease.id)
    const [own, people] = [await list(one.wire), await list(await served.as('viewer'))]
    for (const all of [own, people])
      expect(all.find(({ id }) => id === one.id)).toMatchObject({
        bootId: REGISTRATION.bootId,
        running: [{ id: lease.id }],
      })
  })

  it('makes available what it can run, as long as it is heard of', async () => {
    let passed = 0
    const clock = { now: () => Date.UTC(2026, 2, 1) + passed, monotonic: () => passed }
    const served = await serve({ clock })
    await startRunner(served)
    const viewer = await served.as('viewer')
    const isolate = async () => {
      const { items } = dataOf(z.object({ items: z.array(backend) }), await viewer.call('system.backends'))
      return items.find(({ isolation }) => isolation === 'isolate')
    }
    expect(await isolate()).toMatchObject({ available: true, runtimes: ['node'], runners: 1, reason: null })
    for (; passed < 30_000; passed += 1_000) await served.store.expireLeases()
    expect(await isolate()).toMatchObject({ available: false, runners: 0, reason: 'No runner offers it' })
  })
})
