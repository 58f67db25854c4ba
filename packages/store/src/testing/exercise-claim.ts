import { describe, expect } from 'vitest'
import { admin, held, iso, lastEventOf, MINUTE, refusalOf, START, workloadIn } from './fixtures.ts'
import { capable, claimBy, LEASE, leased, register, registration, rex, roy, work } from './runners.ts'
import type { StoreTest } from './store-test.ts'

export function exerciseClaim(it: StoreTest): void {
  describe('claim', () => {
    it('leases the oldest workload, whole, with what it takes to run it', async ({ store, clock }) => {
      await register(store, rex, [capable('isolate')])
      const { id } = await work(store, { code: 'the code', input: { a: 1 }, timeoutSeconds: 5 })
      await work(store)
      clock.advance(MINUTE)
      const claim = await claimBy(store, rex)
      expect(claim).toEqual({
        workload: await store.getWorkload(id),
        lease: {
          leaseToken: expect.stringMatching(/^[\w-]{43}$/),
          leaseUntil: iso(START + MINUTE + LEASE),
          leaseSeconds: LEASE / 1_000,
        },
      })
      expect(claim?.workload).toMatchObject({
        id,
        status: 'running',
        code: 'the code',
        input: { a: 1 },
        timeoutSeconds: 5,
        requestedIsolation: 'auto',
        isolation: 'isolate',
        nodeId: 'rex',
        leasedBy: 'rex',
        startedAt: iso(START + MINUTE),
        leaseUntil: iso(START + MINUTE + LEASE),
        lastHeartbeatAt: iso(START + MINUTE),
        revision: 2,
      })
    })

    it('is a transition by the runner, told with all that it changed', async ({ store }) => {
      const { id } = await leased(store)
      expect(await lastEventOf(store, id)).toMatchObject({
        kind: 'transitioned',
        from: 'pending',
        to: 'running',
        actor: { kind: 'runner', id: 'rex', name: 'Rex' },
        changes: {
          status: { old: 'pending', new: 'running' },
          isolation: { old: 'auto', new: 'isolate' },
          nodeId: { old: null, new: 'rex' },
          startedAt: { old: null, new: iso(START) },
        },
      })
      const { byStatus, byIsolation } = await store.getWorkloadStats()
      expect([byStatus.running, byIsolation.auto, byIsolation.isolate]).toEqual([1, 0, 1])
      expect((await store.verify()).problems).toEqual([])
    })

    it('says the token to the runner alone', async ({ store }) => {
      const { id, token } = await leased(store)
      const everything = [
        await store.getWorkload(id),
        await store.listWorkloads(),
        await store.listEvents(id),
        await store.listRunners(),
        await store.getAttention(),
      ]
      expect(JSON.stringify(everything)).not.toContain(token)
    })

    it('takes the oldest of all that the runner can run, whatever it asks for', async ({ store }) => {
      await register(store, rex, [capable('isolate', ['node', 'wasm']), capable('sandbox', ['python'])])
      const ids: string[] = []
      for (const [runtime, isolation] of [
        ['python', 'sandbox'],
        ['node', 'isolate'],
        ['wasm', 'auto'],
        ['python', 'auto'],
      ] as const) {
        ids.push((await work(store, { runtime, isolation })).id)
      }
      const claimed = [1, 2, 3, 4, 5].map(() => claimBy(store, rex))
      expect((await Promise.all(claimed)).map((claim) => claim?.workload.id)).toEqual([...ids, undefined])
    })

    it('never runs anything in another isolation than was asked for, nor in one that is not available', async ({
      store,
    }) => {
      await register(store, rex, [
        capable('isolate'),
        capable('gvisor', ['node'], { available: false, reason: 'runsc was not found' }),
      ])
      for (const isolation of ['sandbox', 'gvisor', 'microvm'] as const) await work(store, { isolation })
      await work(store, { runtime: 'python' })
      expect(await claimBy(store, rex)).toBeNull()
      await register(store, roy, [capable('gvisor'), capable('microvm', ['python'])])
      const claims = [await claimBy(store, roy), await claimBy(store, roy), await claimBy(store, roy)]
      expect(claims.map((claim) => claim?.workload.isolation)).toEqual(['gvisor', 'microvm', undefined])
    })

    it('resolves auto to the strongest that is available for the runtime', async ({ store }) => {
      await register(store, rex, [
        capable('isolate', ['node', 'wasm']),
        capable('sandbox', ['node', 'python']),
        capable('microvm', ['node'], { available: false }),
      ])
      const resolved: unknown[] = []
      for (const runtime of ['node', 'wasm', 'python'] as const) {
        await work(store, { runtime })
        resolved.push((await claimBy(store, rex))?.workload.isolation)
      }
      expect(resolved).toEqual(['sandbox', 'isolate', 'sandbox'])
      await work(store, { isolation: 'isolate' })
      expect((await claimBy(store, rex))?.workload.isolation).toBe('isolate')
    })

    it('keeps a start that was said before', async ({ store }) => {
      await register(store, rex)
      const { id } = await work(store)
      const startedAt = iso(START + MINUTE)
      await store.updateWorkload(id, { startedAt }, admin)
      expect((await claimBy(store, rex))?.workload).toMatchObject({ id, startedAt })
    })

    it('leaves held workloads to whoever holds them, and what is not pending as it is', async ({ store }) => {
      await register(store, rex, [capable('isolate')])
      await store.createWorkload({ ...held, code: 'x' }, admin)
      for (const status of ['running', 'completed', 'failed', 'killed'] as const)
        await workloadIn(store, status)
      const { id } = await work(store)
      await store.killWorkload(id, admin)
      expect(await claimBy(store, rex)).toBeNull()
    })

    it('takes the retry of a workload as new work', async ({ store }) => {
      const { id, token } = await leased(store)
      await store.finish(id, token, { status: 'failed', exitCode: 1 }, rex)
      const retry = await store.retryWorkload(id, admin)
      expect((await claimBy(store, rex))?.workload.id).toBe(retry.id)
    })

    it('gives each of 200 workloads to one of 64 claimers, and to no other', async ({ store }) => {
      await Promise.all([register(store, rex), register(store, roy)])
      const made = await Promise.all(Array.from({ length: 200 }, () => work(store)))
      const got: (string | undefined)[] = []
      const claimer = async (n: number) => {
        for (let claim = await claimBy(store, n % 2 ? rex : roy); claim; ) {
          got.push(claim.workload.id)
          claim = await claimBy(store, n % 2 ? rex : roy)
        }
      }
      await Promise.all(Array.from({ length: 64 }, (_, n) => claimer(n)))
      expect(got.toSorted()).toEqual(made.map(({ id }) => id).toSorted())
      expect((await store.verify()).problems).toEqual([])
    })

    it('of a caller who has left takes nothing', async ({ store }) => {
      await register(store, rex)
      const { id } = await work(store)
      const input = { bootId: 'a start of rex', claimId: 'nobody hears' }
      const left = new AbortController()
      const claiming = store.claim(input, rex, left.signal)
      left.abort()
      expect(await claiming).toBeNull()
      expect((await store.getWorkload(id)).status).toBe('pending')
    })
  })

  describe('a claim that is made again', () => {
    it('brings the same workload and token, renewed, also after a restart', async ({
      store,
      clock,
      record,
    }) => {
      await register(store, rex)
      const [first] = [await work(store), await work(store)]
      const once = await claimBy(store, rex, 'the same claim')
      clock.advance(MINUTE / 6)
      const again = await claimBy(store, rex, 'the same claim')
      expect(again?.workload.id).toBe(first.id)
      expect(again?.lease.leaseToken).toBe(once?.lease.leaseToken)
      expect(again?.lease.leaseUntil).toBe(iso(START + MINUTE / 6 + LEASE))
      const reopened = await record.reopen()
      const later = await claimBy(reopened, rex, 'the same claim')
      expect([later?.workload.id, later?.lease.leaseToken]).toEqual([first.id, once?.lease.leaseToken])
      expect(later?.workload.revision).toBe(2)
    })

    it('is another claim once its lease has ended', async ({ store }) => {
      await register(store, rex)
      const [first, second] = [await work(store), await work(store)]
      await claimBy(store, rex, 'the same claim')
      await store.overrideWorkloadStatus(first.id, 'failed', admin, { reason: 'it hangs' })
      expect((await claimBy(store, rex, 'the same claim'))?.workload.id).toBe(second.id)
    })

    it('by another runner is that one’s own, though their starts are called the same', async ({ store }) => {
      const [first, second] = [await work(store), await work(store)]
      const claims = [rex, roy].map(async (runner) => {
        await store.registerRunner({ ...registration(runner), bootId: 'the same start' }, runner)
        return store.claim({ bootId: 'the same start', claimId: 'the same claim' }, runner)
      })
      const [mine, others] = await Promise.all(claims)
      const claimed = [mine?.workload.id, others?.workload.id]
      expect(claimed.toSorted()).toEqual([first.id, second.id])
      expect(mine?.lease.leaseToken).not.toBe(others?.lease.leaseToken)
    })
  })

  describe('a claim is refused', () => {
    it('of a runner that never registered, naming its boot', async ({ store }) => {
      await work(store)
      expect(await refusalOf(claimBy(store, rex))).toMatchObject({
        code: 'INVALID_INPUT',
        issues: [{ path: 'bootId' }],
      })
    })

    it('of an earlier start of the runner, and what that has leased it may still finish', async ({
      store,
    }) => {
      const { id, token } = await leased(store)
      const later = { ...rex, id: 'rex' }
      await store.registerRunner(
        {
          bootId: 'a later start',
          name: 'Rex',
          version: '2',
          capacity: 1,
          capabilities: [capable('isolate')],
        },
        later,
      )
      await work(store)
      expect(await refusalOf(claimBy(store, rex))).toEqual({ code: 'FORBIDDEN' })
      expect(await store.renewLease(id, token, rex)).toMatchObject({ killRequested: false })
      const finished = await store.finish(id, token, { status: 'completed' }, rex)
      expect(finished.workload.status).toBe('completed')
    })
  })
}
