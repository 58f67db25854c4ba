import { type CreateWorkloadInput, LIMITS } from '@isola/domain'
import { describe, expect } from 'vitest'
import { admin, faultyFieldsOf, held, iso, refusalOf, START } from './fixtures.ts'
import type { StoreTest } from './store-test.ts'

const labelsOf = (count: number) =>
  Object.fromEntries(Array.from({ length: count }, (_, i) => [`key${i}`, '']))

/** What is refused, and the field that the refusal names. */
const REFUSED: [what: string, field: string, input: object][] = [
  ['an unknown runtime', 'runtime', { runtime: 'cobol' }],
  ['a missing runtime', 'runtime', { runtime: undefined }],
  ['an unknown isolation', 'isolation', { isolation: 'none' }],
  ['a field that nobody knows', 'priority', { priority: 1 }],
  ['a status', 'status', { status: 'running' }],
  ['a blank name', 'name', { name: ' ' }],
  ['a name of 201 characters', 'name', { name: 'x'.repeat(201) }],
  ['half a surrogate pair', 'name', { name: 'x\ud800' }],
  ['half a surrogate pair as code', 'code', { code: '\udc00' }],
  ['no CPU at all', 'cpuLimit', { cpuLimit: 0 }],
  ['a CPU limit that is no number', 'cpuLimit', { cpuLimit: Number.NaN }],
  ['an infinite CPU limit', 'cpuLimit', { cpuLimit: Number.POSITIVE_INFINITY }],
  ['127 MB', 'memoryLimitMb', { memoryLimitMb: 127 }],
  ['a negative timeout', 'timeoutSeconds', { timeoutSeconds: -1 }],
  ['33 labels', 'labels', { labels: labelsOf(33) }],
  ['a label without a key', 'labels.', { labels: { '': 'x' } }],
  ['a label that is no text', 'labels.a', { labels: { a: 1 } }],
  ['a label of 257 characters', 'labels.a', { labels: { a: 'x'.repeat(257) } }],
  [
    'a label that JavaScript would take for a prototype',
    'labels',
    { labels: JSON.parse('{"__proto__":"x"}') },
  ],
  ['an idempotency key of 201 characters', 'idempotencyKey', { idempotencyKey: 'x'.repeat(201) }],
  ['an input that JSON cannot say', 'input', { input: { a: undefined } }],
  ['an input that is no plain object', 'input', { input: new Date(0) }],
  [
    'an input nested 101 levels deep',
    'input',
    { input: JSON.parse(`${'['.repeat(101)}1${']'.repeat(101)}`) },
  ],
  ['a time that is none', 'createdAt', { createdAt: 'yesterday' }],
  ['an import without hold', 'hold', { hold: undefined, code: 'x', createdAt: iso(START) }],
  ['an import that is not held', 'hold', { hold: false, code: 'x', createdAt: iso(START) }],
  ['a node without hold', 'nodeId', { hold: undefined, code: 'x', nodeId: 'host-7' }],
  ['nothing to run', 'code', { hold: false }],
  ['no image for oci', 'image', { hold: false, runtime: 'oci', code: 'x' }],
]

export function exerciseCreateInput(it: StoreTest): void {
  describe('input of createWorkload', () => {
    for (const [what, field, input] of REFUSED) {
      it(`refuses ${what}, and names the field`, async ({ store }) => {
        const bad = { ...held, ...input } as CreateWorkloadInput
        expect(await faultyFieldsOf(store.createWorkload(bad, admin))).toEqual([field])
        expect((await store.getWorkloadStats()).total).toBe(0)
      })
    }

    it('takes every bound itself', async ({ store }) => {
      const bounds: CreateWorkloadInput = {
        runtime: 'go',
        name: 'x'.repeat(200),
        cpuLimit: Number.MIN_VALUE,
        memoryLimitMb: 128,
        labels: { ...labelsOf(31), a: 'x'.repeat(256) },
        hold: true,
        input: JSON.parse(`${'['.repeat(100)}1${']'.repeat(100)}`),
      }
      const { id } = await store.createWorkload({ ...bounds, idempotencyKey: 'x'.repeat(200) }, admin)
      expect(await store.getWorkload(id)).toMatchObject(bounds)
    })

    it('needs an image for oci and code for everything else, unless the workload is held', async ({
      store,
    }) => {
      await store.createWorkload({ runtime: 'oci', image: 'busybox' }, admin)
      await store.createWorkload({ runtime: 'python', code: '' }, admin)
      await store.createWorkload({ runtime: 'oci', hold: true }, admin)
      await store.createWorkload({ runtime: 'wasm', hold: true }, admin)
      expect((await store.getWorkloadStats()).total).toBe(4)
    })

    it('takes null for what is not given', async ({ store }) => {
      const nothing = { name: null, code: null, image: null, input: null, nodeId: null }
      const noLimits = { cpuLimit: null, memoryLimitMb: null, timeoutSeconds: null }
      const { id } = await store.createWorkload({ ...held, ...nothing, ...noLimits }, admin)
      expect(await store.getWorkload(id)).toMatchObject({ ...nothing, ...noLimits })
    })

    it('takes code, image and input of 1 MiB together, and not a byte more', async ({ store }) => {
      const image = 'é'
      const input = 'x'.repeat(98)
      const code = 'c'.repeat(LIMITS.sourceBytes - 2 - 100)
      const { id } = await store.createWorkload({ ...held, code, image, input }, admin)
      expect((await store.getWorkload(id)).code).toBe(code)
      expect(
        await refusalOf(store.createWorkload({ ...held, code: `${code}c`, image, input }, admin)),
      ).toMatchObject({ code: 'PAYLOAD_TOO_LARGE', maxBytes: LIMITS.sourceBytes })
      expect((await store.getWorkloadStats()).total).toBe(1)
    })

    it('refuses an actor without a name, or with a kind of its own, before it enters history', async ({
      store,
    }) => {
      const nameless = { ...admin, name: '' }
      const robot = { ...admin, kind: 'robot' as 'user' }
      expect(await faultyFieldsOf(store.createWorkload(held, nameless))).toEqual(['name'])
      expect(await faultyFieldsOf(store.createWorkload(held, robot))).toEqual(['kind'])
    })
  })
}
