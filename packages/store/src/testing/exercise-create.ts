import { type CreateWorkloadInput, LIMITS } from '@isola/domain'
import { describe, expect } from 'vitest'
import { admin, app, eventsOf, held, iso, operator, START } from './fixtures.ts'
import type { StoreTest } from './store-test.ts'

const SHA256 = /^[0-9a-f]{64}$/

export function exerciseCreate(it: StoreTest): void {
  describe('createWorkload', () => {
    it('makes a pending, empty workload of the least that is needed', async ({ store }) => {
      const workload = await store.createWorkload({ runtime: 'node', code: 'export default 1' }, app)
      expect(workload).toEqual({
        id: expect.stringMatching(/^[0-7][0-9A-HJKMNP-TV-Z]{25}$/),
        name: null,
        status: 'pending',
        cause: null,
        runtime: 'node',
        requestedIsolation: 'auto',
        isolation: 'auto',
        nodeId: null,
        hold: false,
        inputHash: expect.stringMatching(SHA256),
        cpuLimit: null,
        memoryLimitMb: null,
        timeoutSeconds: null,
        exitCode: null,
        errorLine: null,
        durationMs: null,
        labels: {},
        retryOf: null,
        revision: 1,
        createdBy: app,
        createdAt: iso(START),
        startedAt: null,
        finishedAt: null,
        killRequestedAt: null,
        leasedBy: null,
        leaseUntil: null,
        lastHeartbeatAt: null,
        logBytes: 0,
        logsTruncated: false,
        code: 'export default 1',
        image: null,
        input: null,
        error: null,
        output: null,
      })
      expect(await store.getWorkload(workload.id)).toEqual(workload)
    })

    it('keeps everything that it is given, to the last digit', async ({ store }) => {
      const given: CreateWorkloadInput = {
        name: 'Nightly – “report” ☃ 😀',
        runtime: 'oci',
        image: 'ghcr.io/acme/report@sha256:abc',
        code: 'print("ü")\r\n\ttail\n',
        input: { deep: [1, -0.1, 1e300, 'é', null, true, { '': [] }], __proto: 'x' },
        cpuLimit: 0.1 + 0.2,
        memoryLimitMb: 128.5,
        timeoutSeconds: LIMITS.timeoutSeconds - 0.001,
        labels: { 'team/name': 'ünïcode', empty: '' },
        hold: true,
        nodeId: 'host-7',
      }
      const { id } = await store.createWorkload({ ...given, isolation: 'gvisor' }, operator)
      expect(await store.getWorkload(id)).toMatchObject({
        ...given,
        requestedIsolation: 'gvisor',
        isolation: 'gvisor',
      })
      expect((await store.listWorkloads({ filter: { id } })).items[0]).toMatchObject({
        name: given.name,
        labels: given.labels,
        cpuLimit: given.cpuLimit,
      })
    })

    for (const input of [0, false, '', null, [], {}, 'null', [null]]) {
      it(`gives back ${JSON.stringify(input)} as input`, async ({ store }) => {
        const { id } = await store.createWorkload({ ...held, input }, admin)
        expect((await store.getWorkload(id)).input).toEqual(input)
      })
    }

    it('gives equal work an equal hash, and other work another', async ({ store }) => {
      const hashOf = async (input: Parameters<typeof store.createWorkload>[0]) =>
        (await store.createWorkload({ ...input, hold: true }, admin)).inputHash
      const code = 'export default (x) => x'
      const first = await hashOf({ runtime: 'node', code, input: { a: 1, b: [2] } })
      expect(await hashOf({ runtime: 'node', code, input: { b: [2], a: 1 }, name: 'another' })).toBe(first)
      const others = await Promise.all([
        hashOf({ runtime: 'python', code, input: { a: 1, b: [2] } }),
        hashOf({ runtime: 'node', code: `${code};`, input: { a: 1, b: [2] } }),
        hashOf({ runtime: 'node', code, image: 'i', input: { a: 1, b: [2] } }),
        hashOf({ runtime: 'node', code, input: { a: 1, b: [3] } }),
        hashOf({ runtime: 'node', code }),
        hashOf({ runtime: 'node' }),
      ])
      expect(new Set([first, ...others]).size).toBe(7)
    })

    it('hashes canonical JSON of runtime, code, image and input', async ({ store }) => {
      const { inputHash } = await store.createWorkload(
        { runtime: 'node', code: 'x', input: { b: 1, a: 'é' }, hold: true },
        admin,
      )
      // printf '["node","x",null,{"a":"é","b":1}]' | sha256sum
      expect(inputHash).toBe('5096a67e7373d74d954d01faed8d855dcb9f42df8ad74159722420f119a75eb3')
    })

    it('says in its history who created it, with every initial value', async ({ store }) => {
      const workload = await store.createWorkload(
        { ...held, name: 'a', labels: { team: 'red' }, cpuLimit: 0.1 + 0.2, isolation: 'sandbox' },
        app,
      )
      const [created, ...rest] = await eventsOf(store, workload.id)
      expect(rest).toEqual([])
      expect(created).toMatchObject({
        kind: 'created',
        from: null,
        to: 'pending',
        actor: app,
        reason: null,
        at: iso(START),
      })
      const { sourceBytes, ...changes } = created?.changes ?? {}
      expect(sourceBytes).toEqual({ old: null, new: 0 })
      const initial = Object.fromEntries(Object.entries(changes).map(([field, value]) => [field, value.new]))
      expect(workload).toMatchObject(initial)
      expect(Object.keys(initial).sort()).toEqual(
        [
          'name',
          'status',
          'runtime',
          'requestedIsolation',
          'isolation',
          'nodeId',
          'hold',
          'inputHash',
          'cpuLimit',
          'memoryLimitMb',
          'timeoutSeconds',
          'labels',
          'retryOf',
          'createdBy',
          'createdAt',
        ].sort(),
      )
    })
  })
}
