import { describe, expect, it } from 'vitest'
import { type WorkloadFilter, workloadFilter } from './filter.ts'
import { LIMITS } from './limits.ts'
import { matchesFilter } from './matches-filter.ts'
import type { WorkloadSummary } from './workload.ts'

const ID = '01KJMMA8GNFFQ360X1ASTXY1EE'

/** It has not begun: whatever may be null is. */
const pending: WorkloadSummary = {
  id: ID,
  name: null,
  status: 'pending',
  cause: null,
  runtime: 'node',
  requestedIsolation: 'auto',
  isolation: 'auto',
  nodeId: null,
  hold: true,
  inputHash: 'a'.repeat(64),
  cpuLimit: null,
  memoryLimitMb: null,
  timeoutSeconds: null,
  exitCode: null,
  errorLine: null,
  durationMs: null,
  labels: {},
  retryOf: null,
  revision: 1,
  createdBy: { kind: 'user', id: 'ada', name: 'Ada' },
  createdAt: '2026-03-01T12:00:00.000Z',
  startedAt: null,
  finishedAt: null,
  killRequestedAt: null,
  leasedBy: null,
  leaseUntil: null,
  lastHeartbeatAt: null,
  logBytes: 0,
  logsTruncated: false,
}

const matches = (filter: WorkloadFilter, fields: Partial<WorkloadSummary> = {}) =>
  matchesFilter(workloadFilter.parse(filter), { ...pending, ...fields })

describe('a workload in memory', () => {
  it('is in the filter that asks for nothing', () => {
    expect(matches({})).toBe(true)
  })

  it('has no label that nobody gave it, whatever all objects have', () => {
    for (const key of ['constructor', 'toString', 'hasOwnProperty', '__proto__']) {
      for (const value of ['', 'x', 'function Object() { [native code] }']) {
        expect(matches({ label: { key, value } }), key).toBe(false)
      }
    }
    expect(matches({ label: { key: 'constructor', value: 'x' } }, { labels: { constructor: 'x' } })).toBe(
      true,
    )
    expect(matches({ label: { key: 'a', value: '' } }, { labels: { a: '' } })).toBe(true)
    expect(matches({ label: { key: 'a', value: 'X' } }, { labels: { a: 'x' } })).toBe(false)
  })

  it('is in no range, and under no value, of a field that is null', () => {
    for (const filter of [
      { finishedFrom: '1970-01-01T00:00:00Z' },
      { finishedTo: '2100-01-01T00:00:00Z' },
      { durationMinMs: 0 },
      { durationMaxMs: LIMITS.wholeNumber },
      { exitCode: 0 },
      { nodeId: 'null' },
      { retryOf: ID },
      { cause: ['operator' as const] },
      { text: 'null' },
    ]) {
      expect(matches(filter), JSON.stringify(filter)).toBe(false)
    }
    expect(matches({ durationMinMs: 0 }, { durationMs: 0 })).toBe(true)
    expect(matches({ exitCode: 0 }, { exitCode: 0 })).toBe(true)
  })

  it('is in a range from its first value on, and no more at its end', () => {
    const at = '2026-03-01T12:00:00.000Z'
    const [before, after] = ['2026-03-01T11:59:59.999Z', '2026-03-01T12:00:00.001Z']
    for (const [from, to, field] of [
      ['createdFrom', 'createdTo', { createdAt: at }],
      ['finishedFrom', 'finishedTo', { finishedAt: at }],
    ] as const) {
      expect([before, at, after].map((time) => matches({ [from]: time }, field))).toEqual([true, true, false])
      expect([before, at, after].map((time) => matches({ [to]: time }, field))).toEqual([false, false, true])
      expect(matches({ [from]: at, [to]: at }, field)).toBe(false)
      expect(matches({ [from]: at, [to]: after }, field)).toBe(true)
    }
    const lasted = { durationMs: 7 }
    expect([6, 7, 8].map((ms) => matches({ durationMinMs: ms }, lasted))).toEqual([true, true, false])
    expect([6, 7, 8].map((ms) => matches({ durationMaxMs: ms }, lasted))).toEqual([false, false, true])
  })

  it('is compared with a time as such, whatever its notation and however far it is', () => {
    expect(matches({ createdFrom: '2026-03-01T13:00:00+01:00' })).toBe(true)
    expect(matches({ createdTo: '2026-03-01T13:00:00+01:00' })).toBe(false)
    // The year 10000 in UTC, which is written with a sign before it.
    const beyond = '9999-12-31T23:59:59-12:00'
    expect([matches({ createdTo: beyond }), matches({ createdFrom: beyond })]).toEqual([true, false])
  })

  it('holds a text whatever the case, in any script, in its name or its error', () => {
    const named = { name: 'ÜBER_100% ПРОВАЛ' }
    for (const text of ['über', 'ÜBER', '_100%', 'провал', 'b'])
      expect(matches({ text }, named), text).toBe(true)
    for (const text of ['uber', 'BER.100', 'ÜBERПРОВАЛ']) expect(matches({ text }, named), text).toBe(false)
    expect(matches({ text: 'MEMORY' }, { name: '', errorLine: 'out of memory' })).toBe(true)
    // Found in each, not across both.
    expect(matches({ text: 'ab' }, { name: 'a', errorLine: 'b' })).toBe(false)
  })

  it('is found by the beginning of its id as a person types it, and by no other piece', () => {
    expect(matches({ idPrefix: ID.slice(0, 9).toLowerCase() })).toBe(true)
    expect(matches({ idPrefix: ID })).toBe(true)
    expect(matches({ idPrefix: '01KJMMA9' })).toBe(false)
    expect(matches({ idPrefix: '1KJ' })).toBe(false)
  })

  it('was created by whoever has both that kind and that id', () => {
    expect(matches({ createdBy: { kind: 'user', id: 'ada' } })).toBe(true)
    expect(matches({ createdBy: { kind: 'key', id: 'ada' } })).toBe(false)
    expect(matches({ createdBy: { kind: 'user', id: 'Ada' } })).toBe(false)
  })

  it('must be in every key, and in any one value of each', () => {
    const filter: WorkloadFilter = { status: ['failed', 'pending'], runtime: ['go', 'node'] }
    expect(matches(filter)).toBe(true)
    expect(matches({ ...filter, isolation: ['gvisor'] })).toBe(false)
    expect(
      matches({ ...filter, isolation: ['gvisor'], requestedIsolation: ['auto'] }, { isolation: 'gvisor' }),
    ).toBe(true)
  })
})
