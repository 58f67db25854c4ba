import { LIMITS, type WorkloadUpdate } from '@isola/domain'
import { describe, expect } from 'vitest'
import { admin, faultyFieldsOf, lastEventOf, refusalOf, UNKNOWN_ID, workloadIn } from './fixtures.ts'
import type { StoreTest } from './store-test.ts'

type OutputInput = NonNullable<WorkloadUpdate['output']>
const text: OutputInput = { contentType: 'text/plain', encoding: 'utf8', data: '' }
const bytes: OutputInput = { contentType: 'application/octet-stream', encoding: 'base64', data: '' }

const REFUSED: [what: string, field: string, output: object][] = [
  ['fewer bytes than it gives', 'output.bytes', { ...text, data: 'four', bytes: 3 }],
  [
    'fewer bytes than it gives, truncated too',
    'output.bytes',
    { ...text, data: 'four', bytes: 3, truncated: true },
  ],
  ['more bytes than it gives, unless truncated', 'output.bytes', { ...text, data: 'four', bytes: 5 }],
  ['half a surrogate pair', 'output.data', { ...text, data: 'x\ud800' }],
  ['base64 without its padding', 'output.data', { ...bytes, data: 'QQ' }],
  ['base64 with bits to spare', 'output.data', { ...bytes, data: 'QR==' }],
  ['base64 for URLs', 'output.data', { ...bytes, data: '_-8=' }],
  ['base64 on two lines', 'output.data', { ...bytes, data: 'QUJD\nQUJD' }],
  ['another encoding', 'output.encoding', { ...text, encoding: 'latin1' }],
  ['a blank content type', 'output.contentType', { ...text, contentType: ' ' }],
  ['no content type', 'output.contentType', { encoding: 'utf8', data: '' }],
  ['a field that nobody knows', 'output.sha256', { ...text, sha256: 'x' }],
]

export function exerciseOutput(it: StoreTest): void {
  describe('an output', () => {
    for (const [what, output] of [
      ['nothing', { ...text, data: '' }],
      ['text of every length in UTF-8', { ...text, data: 'aé☃😀\u0000\ufeff\r\n' }],
      ['text that begins with a byte order mark', { ...text, data: '\ufeffhello' }],
      ['base64 of no byte', { ...bytes, data: '' }],
      ['base64 of one byte', { ...bytes, data: '/w==' }],
      ['base64 of two bytes', { ...bytes, data: '/+8=' }],
      ['base64 of text', { ...bytes, data: 'aGFsbG8h' }],
    ] as const) {
      it(`comes back as it was given: ${what}`, async ({ store }) => {
        const { id } = await workloadIn(store, 'running')
        await store.updateWorkload(id, { output }, admin)
        const length = Buffer.from(output.data, output.encoding).length
        expect((await store.getWorkload(id)).output).toEqual({ ...output, bytes: length, truncated: false })
      })
    }

    for (const [what, field, output] of REFUSED) {
      it(`is refused with ${what}`, async ({ store }) => {
        const { id } = await workloadIn(store, 'running')
        const update = { output } as WorkloadUpdate
        expect(await faultyFieldsOf(store.updateWorkload(id, update, admin))).toEqual([field])
        expect((await store.getWorkload(id)).output).toBeNull()
      })
    }

    it('says how much there was when it was cut', async ({ store }) => {
      const { id } = await workloadIn(store, 'running')
      const cut = { ...text, data: 'beginn', bytes: 5_000_000_000, truncated: true }
      await store.updateWorkload(id, { output: cut }, admin)
      expect((await store.getWorkload(id)).output).toEqual(cut)
      const whole = { ...text, data: 'beginn', truncated: true }
      await store.updateWorkload(id, { output: whole }, admin)
      expect((await store.getWorkload(id)).output).toEqual({ ...whole, bytes: 6 })
    })

    it('holds 4 MiB once decoded, and not a byte more', async ({ store }) => {
      const { id } = await workloadIn(store, 'running')
      const full = Buffer.alloc(LIMITS.outputBytes, 0xfe).toString('base64')
      await store.updateWorkload(id, { output: { ...bytes, data: full } }, admin)
      const stored = await store.getWorkload(id)
      expect(stored.output?.bytes).toBe(LIMITS.outputBytes)
      expect(stored.output?.data === full).toBe(true)
      const over = { ...text, data: `${'é'.repeat(LIMITS.outputBytes / 2)}x` }
      expect(await refusalOf(store.updateWorkload(id, { output: over }, admin))).toEqual({
        code: 'PAYLOAD_TOO_LARGE',
        field: 'output',
        maxBytes: LIMITS.outputBytes,
      })
      expect((await store.getWorkload(id)).revision).toBe(3)
    })

    it('stands in history as size and hash alone', async ({ store }) => {
      const { id } = await workloadIn(store, 'running')
      await store.updateWorkload(id, { output: { ...text, data: 'secret-result' } }, admin)
      const event = await lastEventOf(store, id)
      expect(JSON.stringify(event)).not.toContain('secret-result')
      // printf secret-result | sha256sum
      const sha256 = 'e8e804c258d1d8d36f066b4da53b01d94f12eeaa9fbcb20ecb95b62f4a961260'
      expect(event?.changes).toMatchObject({ output: { old: null, new: { bytes: 13, sha256 } } })
    })

    it('leaves nothing behind when its report is refused, changes nothing else, or is replaced', async ({
      store,
    }) => {
      const { id } = await workloadIn(store, 'running')
      const [first, second] = [
        { ...text, data: 'first' },
        { ...text, data: 'second' },
      ]
      const refused = store.updateWorkload(id, { output: first, startedAt: '1999-01-01T00:00:00Z' }, admin)
      expect(await faultyFieldsOf(refused)).toEqual(['startedAt'])
      await refusalOf(store.updateWorkload(id, { status: 'pending', output: first }, admin))
      await refusalOf(store.updateWorkload(UNKNOWN_ID, { output: first }, admin))
      expect((await store.getWorkload(id)).output).toBeNull()
      await store.updateWorkload(id, { output: first }, admin)
      await store.updateWorkload(id, { output: first }, admin)
      await store.updateWorkload(id, { output: first, exitCode: 3 }, admin)
      expect(await store.getWorkload(id)).toMatchObject({ output: { data: 'first' }, exitCode: 3 })
      expect((await lastEventOf(store, id))?.changes).not.toHaveProperty('output')
      await store.updateWorkload(id, { output: second }, admin)
      expect((await store.getWorkload(id)).output).toMatchObject({ data: 'second' })
      expect((await store.verify()).problems).toEqual([])
      await store.updateWorkload(id, { output: null }, admin)
      expect((await store.getWorkload(id)).output).toBeNull()
      expect((await store.verify()).problems).toEqual([])
    })

    it('is not part of a summary', async ({ store }) => {
      const { id } = await workloadIn(store, 'running')
      const summary = await store.updateWorkload(id, { output: { ...text, data: 'x' }, error: 'a' }, admin)
      for (const row of [summary, ...(await store.listWorkloads()).items]) {
        for (const field of ['output', 'code', 'image', 'input', 'error'])
          expect(row).not.toHaveProperty(field)
      }
    })
  })
}
