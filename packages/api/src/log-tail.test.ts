import { LIMITS, type LogLine, logLine } from '@isola/domain'
import type { Store } from '@isola/store'
import { describe, expect, it, vi } from 'vitest'
import { z } from 'zod'

import { refusalIn } from './testing/answer.ts'
import type { Follower, Told } from './testing/follower.ts'
import { settled } from './testing/following.ts'
import { leaseOf, startRunner } from './testing/runners.ts'
import { SETTER_UP, serve } from './testing/serve.ts'

const held = { runtime: 'node', hold: true } as const
const range = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, i) => from + i)

const linesIn = ({ id, data }: Told): LogLine[] => {
  const { lines } = z.strictObject({ lines: z.array(logLine).min(1) }).parse(data)
  expect(id).toBe(String(lines.at(-1)?.seq))
  return lines
}

/** The numbers of lines up to a last one, however they are parted. */
async function seqsTo(stream: Follower, last: number): Promise<number[]> {
  const seqs: number[] = []
  while (seqs.at(-1) !== last) {
    const told = await stream.next()
    if (!told) break
    seqs.push(...linesIn(told).map(({ seq }) => seq))
  }
  return seqs
}

async function aLog(wrap = (store: Store): Store => store) {
  const served = await serve({ wrap })
  const viewer = await served.as('viewer')
  const { id } = await served.store.createWorkload(held, SETTER_UP)
  const append = (from: number, to: number, line = (seq: number) => `line ${seq}`) =>
    served.store.appendLogLines(
      id,
      range(from, to).map((seq) => ({ seq, stream: seq % 2 ? 'stderr' : 'stdout', line: line(seq) })),
      SETTER_UP,
    )
  return { served, viewer, id, append }
}

describe('the tail of a log', () => {
  it('is the whole log from its first line, and then what is appended', async () => {
    const { served, viewer, id, append } = await aLog()
    await append(0, 2)
    const stream = await viewer.follow('log.tail', { id })
    expect(linesIn((await stream.next())!)).toMatchObject([
      { seq: 0, stream: 'stdout', line: 'line 0' },
      { seq: 1, stream: 'stderr', line: 'line 1' },
      { seq: 2, stream: 'stdout', line: 'line 2' },
    ])
    await append(3, 3)
    expect(await seqsTo(stream, 3)).toEqual([3])
    stream.drop()
    await settled(served)
  })

  it('of a log without lines waits for the first', async () => {
    const { served, viewer, id, append } = await aLog()
    const stream = await viewer.follow('log.tail', { id })
    await vi.waitFor(() => expect(served.notifier.waiting('log')).toBe(1))
    await append(0, 0)
    expect(await seqsTo(stream, 0)).toEqual([0])
    stream.drop()
  })

  it('resumes after a line, also in the middle of a part', async () => {
    const { viewer, id, append } = await aLog()
    await append(0, 999)
    await append(1_000, 1_999)
    await append(2_000, 2_099)
    for (const after of [0, 500, 999, 1_500, 2_098]) {
      const stream = await viewer.follow('log.tail', { id }, String(after))
      expect(await seqsTo(stream, 2_099)).toEqual(range(after + 1, 2_099))
      stream.drop()
    }
  })

  it('refuses to resume after a line that is yet to come, and takes only numbers', async () => {
    const { viewer, id, append } = await aLog()
    await append(0, 4)
    for (const lastEventId of ['5', '999999999999999', 'last', '-1']) {
      expect(refusalIn(await viewer.call('log.tail', { id, lastEventId }))).toMatchObject({
        code: 'INVALID_INPUT',
        issues: [{ path: 'lastEventId' }],
      })
    }
  })

  it('resumes after a line that retention has removed', async () => {
    const { served, viewer, id, append } = await aLog()
    await append(0, 9)
    const later = new Date(Date.now() + 60_000).toISOString()
    expect(await served.store.removeOldLogLines(later)).toBe(10)
    const stream = await viewer.follow('log.tail', { id }, '9')
    await vi.waitFor(() => expect(served.notifier.waiting('log')).toBe(1))
    await append(10, 10)
    expect(await seqsTo(stream, 10)).toEqual([10])
    stream.drop()
  })

  it('goes on after the workload has ended: late lines are told too', async () => {
    const { served, viewer, id, append } = await aLog()
    await append(0, 0)
    const stream = await viewer.follow('log.tail', { id })
    expect(await seqsTo(stream, 0)).toEqual([0])
    await served.store.killWorkload(id, SETTER_UP)
    await append(1, 1)
    expect(await seqsTo(stream, 1)).toEqual([1])
    stream.drop()
  })

  it('ends with WORKLOAD_NOT_FOUND when the workload is deleted', async () => {
    const { served, viewer, id, append } = await aLog()
    await append(0, 0)
    const streams = await Promise.all(range(1, 3).map(() => viewer.follow('log.tail', { id })))
    for (const stream of streams) await seqsTo(stream, 0)
    await served.store.killWorkload(id, SETTER_UP)
    await served.store.deleteWorkload(id, SETTER_UP, { reason: 'x' })
    for (const stream of streams) {
      expect(await stream.end()).toMatchObject({
        data: { httpStatus: 404, isola: { code: 'WORKLOAD_NOT_FOUND', id } },
      })
    }
    await settled(served)
  })

  it('ends for a runner when its lease does', async () => {
    const served = await serve()
    const runner = await startRunner(served)
    const { id, leaseToken } = await leaseOf(served, runner)
    await runner.wire.call('runner.log', { id, leaseToken, lines: [{ seq: 0, stream: 'stdout', line: 'x' }] })
    const stream = await runner.wire.follow('log.tail', { id })
    expect(await seqsTo(stream, 0)).toEqual([0])
    await served.store.overrideWorkloadStatus(id, 'failed', SETTER_UP, { reason: 'it hangs' })
    expect(await stream.end()).toMatchObject({ data: { httpStatus: 403, isola: { code: 'FORBIDDEN' } } })
    await settled(served)
  })

  it('is not woken by the logs of others', async () => {
    const { served, viewer, id, append } = await aLog()
    const other = await served.store.createWorkload(held, SETTER_UP)
    const stream = await viewer.follow('log.tail', { id })
    await vi.waitFor(() => expect(served.notifier.waiting('log')).toBe(1))
    await served.store.appendLogLines(other.id, [{ seq: 0, stream: 'stdout', line: 'not yours' }], SETTER_UP)
    await append(0, 0, () => 'yours')
    expect(linesIn((await stream.next())!)).toMatchObject([{ line: 'yours' }])
    stream.drop()
  })
})

describe('while lines are appended and the connection breaks again and again', () => {
  it('a follower who resumes misses no line and gets none twice', async () => {
    const { served, viewer, id, append } = await aLog()
    const LAST = 999
    const writing = (async () => {
      for (let seq = 0; seq <= LAST; seq += 5) await append(seq, seq + 4)
    })()
    const follow = async () => {
      const seen: number[] = []
      for (let drops = 0; seen.at(-1) !== LAST; drops++) {
        const stream = await viewer.follow('log.tail', { id }, seen.length ? String(seen.at(-1)) : undefined)
        for (let parts = Math.ceil(Math.random() * 5); parts > 0 && seen.at(-1) !== LAST; parts--) {
          seen.push(...linesIn((await stream.next())!).map(({ seq }) => seq))
        }
        stream.drop()
        if (seen.at(-1) === LAST) expect(drops).toBeGreaterThan(5)
      }
      return seen
    }
    const followers = await Promise.all(range(1, 4).map(follow))
    await writing
    for (const seen of followers) expect(seen).toEqual(range(0, LAST))
    await settled(served)
    expect(served.failures).toEqual([])
  })

  it('a slow one holds nobody up, and gets everything when it reads on', async () => {
    const { served, viewer, id, append } = await aLog()
    const [slow, quick] = [await viewer.follow('log.tail', { id }), await viewer.follow('log.tail', { id })]
    const line = () => 'x'.repeat(LIMITS.logLineBytes)
    const writing = (async () => {
      for (let seq = 0; seq < 400; seq += 20) await append(seq, seq + 19, line)
    })()
    expect(await seqsTo(quick, 399)).toEqual(range(0, 399))
    await writing
    expect(await seqsTo(slow, 399)).toEqual(range(0, 399))
    slow.drop()
    quick.drop()
    await settled(served)
  })

  it('one that does not read is read no pages for, and each page that it holds is bounded', async () => {
    let pages = 0
    const { served, viewer, id, append } = await aLog((store) => ({
      ...store,
      listLogLines(...args) {
        pages++
        return store.listLogLines(...args)
      },
    }))
    const line = () => 'x'.repeat(LIMITS.logLineBytes)
    for (let seq = 0; seq < 400; seq += 20) await append(seq, seq + 19, line)
    const slow = await viewer.follow('log.tail', { id })
    const quick = await viewer.follow('log.tail', { id })
    let told = 0
    for (let last = -1; last < 399; told++) {
      const lines = linesIn((await quick.next())!)
      expect(Buffer.byteLength(JSON.stringify(lines))).toBeLessThanOrEqual(LIMITS.streamPageBytes)
      last = lines.at(-1)?.seq ?? 400
    }
    expect(told).toBeGreaterThan(100)
    // What the sockets between them hold, and no more, though the quick one has had everything.
    expect(pages - told).toBeLessThan(told * 0.6)
    expect(await seqsTo(slow, 399)).toEqual(range(0, 399))
    slow.drop()
    quick.drop()
    await settled(served)
  })
})
