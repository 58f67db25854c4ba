import type { LogLinesInput } from '@isola/domain'
import { describe, expect } from 'vitest'
import { admin, everythingOf, faultyFieldsOf, iso, MINUTE, START, workloadIn } from './fixtures.ts'
import type { StoreTest } from './store-test.ts'

const line = (seq: number, text = `line ${seq}`): LogLinesInput[number] => ({
  seq,
  stream: 'stdout',
  line: text,
})

export function exerciseLogs(it: StoreTest): void {
  describe('appendLogLines', () => {
    it('stores lines with their stream and time, stamped where none is given', async ({ store, clock }) => {
      const { id } = await workloadIn(store, 'running')
      clock.advance(MINUTE)
      const lines: LogLinesInput = [
        { seq: 0, stream: 'stdout', line: 'é\u0000\u001b[31m<b>"', at: '2026-03-01T12:00:00.5Z' },
        { seq: 1, stream: 'stderr', line: '' },
        { seq: 7, stream: 'stdout', line: 'after a gap' },
      ]
      expect(await store.appendLogLines(id, lines, admin)).toEqual({ accepted: 3, repeated: 0 })
      expect((await store.listLogLines(id)).items).toEqual([
        { ...lines[0], at: iso(START + 500) },
        { ...lines[1], at: iso(START + MINUTE) },
        { ...lines[2], at: iso(START + MINUTE) },
      ])
    })

    it('is no event and changes no revision, but counts bytes of UTF-8', async ({ store }) => {
      const { id } = await workloadIn(store, 'running')
      const before = await everythingOf(store, id)
      await store.appendLogLines(id, [line(0, 'é'), line(1, '😀x')], admin)
      const { workload, events } = await everythingOf(store, id)
      expect(workload).toEqual({ ...before.workload, logBytes: 7 })
      expect(events).toEqual(before.events)
    })

    it('ignores a repeated equal line, and counts it', async ({ store, clock }) => {
      const { id } = await workloadIn(store, 'running')
      await store.appendLogLines(id, [line(0), line(1)], admin)
      const before = await store.listLogLines(id)
      clock.advance(MINUTE)
      expect(await store.appendLogLines(id, [line(1), line(2), line(0)], admin)).toEqual({
        accepted: 1,
        repeated: 2,
      })
      expect(await store.appendLogLines(id, [line(0), line(1), line(2)], admin)).toEqual({
        accepted: 0,
        repeated: 3,
      })
      const after = await store.listLogLines(id)
      expect(after.items.slice(0, 2)).toEqual(before.items)
      expect([after.items.length, (await store.getWorkload(id)).logBytes]).toEqual([3, 18])
    })

    it('takes a line that stands twice in one batch for a repeated one', async ({ store }) => {
      const { id } = await workloadIn(store, 'running')
      expect(await store.appendLogLines(id, [line(0), line(0)], admin)).toEqual({ accepted: 1, repeated: 1 })
      expect((await store.listLogLines(id)).items).toHaveLength(1)
    })

    it('refuses a different line under a used number, and the whole batch with it', async ({ store }) => {
      const { id } = await workloadIn(store, 'running')
      const at = iso(START)
      await store.appendLogLines(id, [{ ...line(3), at }], admin)
      for (const other of [
        { ...line(3, 'other'), at },
        { ...line(3), at, stream: 'stderr' as const },
        { ...line(3), at: iso(START - 1) },
      ]) {
        const appended = store.appendLogLines(id, [line(9), other], admin)
        expect(await faultyFieldsOf(appended)).toEqual(['lines.1.seq'])
      }
      const twice = store.appendLogLines(id, [line(9), line(9, 'other')], admin)
      expect(await faultyFieldsOf(twice)).toEqual(['lines.1.seq'])
      expect((await store.listLogLines(id)).items.map(({ seq }) => seq)).toEqual([3])
      expect((await store.getWorkload(id)).logBytes).toBe(6)
    })

    it('goes on after the end, and before the beginning', async ({ store }) => {
      for (const status of ['pending', 'completed', 'failed', 'killed'] as const) {
        const { id } = await workloadIn(store, status)
        expect((await store.appendLogLines(id, [line(0)], admin)).accepted).toBe(1)
      }
    })

    it('keeps the lines of each workload apart', async ({ store }) => {
      const [one, two] = [await workloadIn(store, 'running'), await workloadIn(store, 'running')]
      await store.appendLogLines(one.id, [line(0, 'one')], admin)
      await store.appendLogLines(two.id, [line(0, 'two')], admin)
      expect((await store.listLogLines(one.id)).items).toMatchObject([{ line: 'one' }])
    })

    for (const [what, field, lines] of [
      ['no lines', 'lines', []],
      ['1,001 lines', 'lines', Array.from({ length: 1_001 }, (_, seq) => line(seq))],
      ['a negative number', 'lines.0.seq', [line(-1)]],
      ['a number that is not whole', 'lines.0.seq', [line(0.5)]],
      ['an unknown stream', 'lines.1.stream', [line(0), { ...line(1), stream: 'stdlog' }]],
      ['a line over 64 KiB', 'lines.0.line', [line(0, 'é'.repeat(32 * 1024 + 1))]],
      ['half a surrogate pair', 'lines.0.line', [line(0, '\ud800')]],
      ['a time that is none', 'lines.0.at', [{ ...line(0), at: 'now' }]],
      ['a field that nobody knows', 'lines.0.level', [{ ...line(0), level: 'info' }]],
    ] as const) {
      it(`refuses ${what}, and names the field`, async ({ store }) => {
        const { id } = await workloadIn(store, 'running')
        const appended = store.appendLogLines(id, lines as unknown as LogLinesInput, admin)
        expect(await faultyFieldsOf(appended)).toEqual([field])
        expect((await store.listLogLines(id)).items).toEqual([])
      })
    }
  })
}
