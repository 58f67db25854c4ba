import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { bucketEdges, bucketOf } from './duration-bucket.ts'
import { LIMITS } from './limits.ts'
import { fitsBatch, PRICES, priceOf } from './price.ts'
import { utf8Bytes } from './utf8-bytes.ts'
import type { WorkloadSummary } from './workload.ts'

const ID = '01ARZ3NDEKTSV4RRFFQ69G5FAV'
/** As large as JSON makes any character. */
const escaped = (length: number) => '\u0001'.repeat(length)
const bytesOf = (value: unknown) => utf8Bytes(JSON.stringify(value))
const times = (count: number, path: string, input?: unknown) =>
  Array.from({ length: count }, () => priceOf(path, input))

const time = '2026-03-01T12:00:00.000Z'
const largestSummary: WorkloadSummary = {
  id: ID,
  name: escaped(LIMITS.nameLength),
  status: 'completed',
  cause: 'unsupported',
  runtime: 'python',
  requestedIsolation: 'isolate',
  isolation: 'isolate',
  nodeId: escaped(LIMITS.idLength),
  hold: false,
  inputHash: 'a'.repeat(64),
  cpuLimit: Number.MIN_VALUE,
  memoryLimitMb: Number.MAX_VALUE,
  timeoutSeconds: Number.MIN_VALUE,
  exitCode: -(2 ** 31),
  errorLine: escaped(LIMITS.errorLineLength),
  durationMs: LIMITS.durationMs,
  labels: Object.fromEntries(
    Array.from({ length: LIMITS.labels }, (_, i) => [
      `${escaped(LIMITS.labelKeyLength - 1)}${String.fromCodePoint(i)}`,
      escaped(LIMITS.labelValueLength),
    ]),
  ),
  retryOf: ID,
  revision: Number.MAX_SAFE_INTEGER,
  createdBy: { kind: 'runner', id: escaped(LIMITS.idLength), name: escaped(LIMITS.nameLength) },
  createdAt: time,
  startedAt: time,
  finishedAt: time,
  killRequestedAt: time,
  leasedBy: escaped(LIMITS.idLength),
  leaseUntil: time,
  lastHeartbeatAt: time,
  logBytes: LIMITS.logBytes,
  logsTruncated: false,
}

describe('the price of a call', () => {
  it('covers the largest summary, and a hundred changes of such workloads fit a batch', () => {
    expect(priceOf('workload.kill', { id: ID }).bytes).toBeGreaterThanOrEqual(bytesOf(largestSummary))
    expect(fitsBatch(times(LIMITS.batchCalls, 'workload.kill', { id: ID }))).toBe(true)
    expect(fitsBatch(times(LIMITS.batchCalls, 'runner.finish', { id: ID }))).toBe(true)
  })

  it('covers the whole of a workload, which goes alone', () => {
    const whole = {
      ...largestSummary,
      code: escaped(LIMITS.sourceBytes),
      error: escaped(LIMITS.errorBytes),
      output: { contentType: 'text/plain', encoding: 'utf8', data: escaped(LIMITS.outputBytes) },
    }
    for (const [path, input] of [
      ['workload.get', { id: ID }],
      ['workload.wait', { id: ID }],
      ['workload.retry', { id: ID }],
      ['runner.claim', {}],
      ['workload.create', { runtime: 'node', code: '', idempotencyKey: 'a' }],
    ] as const) {
      expect(priceOf(path, input).bytes).toBeGreaterThanOrEqual(bytesOf(whole))
      expect(fitsBatch([...times(1, path, input), ...times(1, 'system.info')])).toBe(false)
    }
  })

  it('covers what creating without a key answers: what was sent, and a little more', () => {
    const { id, labels, name, nodeId, ...rest } = largestSummary
    const input = {
      runtime: 'node',
      name,
      nodeId,
      labels,
      hold: true,
      code: escaped(10_000),
      input: ['\n', 1e20],
    }
    const answer = {
      ...rest,
      id,
      errorLine: null,
      leasedBy: null,
      ...input,
      output: null,
    }
    expect(priceOf('workload.create', input).bytes).toBeGreaterThanOrEqual(bytesOf(answer))
    expect(fitsBatch(times(LIMITS.batchCalls, 'workload.create', { runtime: 'node', hold: true }))).toBe(true)
  })

  it('of a page is its limit, where that says less than a page may hold', () => {
    const summary = priceOf('workload.kill', {}).bytes
    expect(priceOf('workload.list', undefined).bytes).toBe(LIMITS.pageBytes)
    expect(priceOf('workload.list', { limit: 200 }).bytes).toBe(LIMITS.pageBytes)
    expect(priceOf('workload.list', { limit: 3 }).bytes).toBeLessThan(4 * summary)
    for (const limit of [0, -1, 'all', null, Number.NaN, {}])
      expect(priceOf('workload.list', { limit }).bytes).toBe(LIMITS.pageBytes)
  })

  it('covers every bucket of durations, and every point of an activity', () => {
    const last = bucketOf(LIMITS.durationMs)
    const buckets = Array.from({ length: last + 1 }, (_, bucket) => ({
      ...bucketEdges(bucket),
      count: 10 ** 9,
    }))
    expect(priceOf('stats.durations', {}).bytes).toBeGreaterThanOrEqual(bytesOf({ buckets }))
    const counts = { created: 10 ** 9, completed: 10 ** 9, failed: 10 ** 9, killed: 10 ** 9 }
    const point = { at: time, ...counts, averageDurationMs: 123_456_789.123_456_78 }
    const pointsOf = (count: number) => ({ series: Array.from({ length: count }, () => point) })
    const over = (hours: number) => ({
      from: time,
      to: new Date(Date.parse(time) + hours * 3_600_000).toISOString(),
    })
    for (const [hours, points] of [
      [1, 61],
      [48, 2_881],
      [49, 50],
      [9_999, 10_000],
    ] as const)
      expect(priceOf('stats.activity', over(hours)).bytes).toBeGreaterThanOrEqual(bytesOf(pointsOf(points)))
    expect(priceOf('stats.activity', over(1)).bytes).toBeLessThan(25_000)
    for (const range of [over(10 ** 6), over(-5), {}, undefined])
      expect(priceOf('stats.activity', range).bytes).toBeGreaterThan(1_000_000)
  })

  it('counts the rows of what no index leads to', () => {
    const rowsOf = (path: string, input: unknown) => priceOf(path, input).rows
    const list = (filter: object) => rowsOf('workload.list', { filter })
    const label = { key: 'a', value: 'b' }
    for (const filter of [{ text: 'a' }, { nodeId: 'a' }, { exitCode: 0 }, { finishedTo: time }])
      expect(list(filter)).toBe(LIMITS.scannedRows)
    for (const filter of [
      { label, status: ['failed'] },
      { label, retryOf: ID },
    ])
      expect(list(filter)).toBe(LIMITS.scannedRows)
    for (const filter of [
      {},
      { status: ['failed'], runtime: ['go'] },
      { label },
      { label, createdFrom: time },
    ])
      expect(list(filter)).toBe(0)
    expect([rowsOf('log.list', { id: ID }), rowsOf('log.list', { id: ID, search: 'a' })]).toEqual([
      0,
      LIMITS.scannedRows,
    ])
    expect(rowsOf('admin.audit.list', { limit: 5, cursor: '7' })).toBe(0)
    expect(rowsOf('admin.audit.list', { action: 'keys.create' })).toBe(LIMITS.scannedRows)
    expect(rowsOf('stats.attention', {})).toBe(LIMITS.scannedRows)
    expect(fitsBatch(times(1, 'stats.attention'))).toBe(true)
    expect(fitsBatch(times(2, 'stats.attention'))).toBe(false)
  })

  it('is told of any input, right or wrong', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...Object.keys(PRICES), '__proto__', 'toString', ''),
        fc.jsonValue(),
        (path, input) => {
          const { bytes, rows } = priceOf(path, input)
          expect(bytes).toBeGreaterThan(0)
          expect(rows).toBeGreaterThanOrEqual(0)
        },
      ),
    )
    let deep: unknown = 1
    for (let level = 0; level < 100_000; level++) deep = [deep]
    expect(fitsBatch(times(1, 'workload.create', { input: deep }))).toBe(false)
  })
})
