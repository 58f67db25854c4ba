import { describe, expect, expectTypeOf, it } from 'vitest'
import { listWorkloadsQuery, type ParsedWorkloadFilter, workloadFilter } from './filter.ts'
import { STATUSES } from './lifecycle.ts'

describe('a filter', () => {
  it('of nothing asks for everything', () => {
    expect(workloadFilter.parse({})).toEqual({})
    expect(listWorkloadsQuery.parse({})).toEqual({ filter: {}, order: 'newest', limit: 50 })
  })

  it('names each value of a list once', () => {
    const filter = workloadFilter.parse({ status: [...STATUSES], runtime: ['go', 'go', 'node'] })
    expect(filter).toEqual({ status: [...STATUSES], runtime: ['go', 'node'] })
    expect(workloadFilter.safeParse({ status: [...STATUSES, 'failed'] }).success).toBe(false)
  })

  it('has twenty keys, and takes no other', () => {
    type Keys = keyof ParsedWorkloadFilter
    expectTypeOf<Keys>().toEqualTypeOf<
      | ('id' | 'idPrefix' | 'status' | 'cause' | 'isolation' | 'requestedIsolation' | 'runtime' | 'label')
      | ('nodeId' | 'retryOf' | 'inputHash' | 'createdBy' | 'createdFrom' | 'createdTo' | 'finishedFrom')
      | ('finishedTo' | 'durationMinMs' | 'durationMaxMs' | 'exitCode' | 'text')
    >()
    expect(Object.keys(workloadFilter.shape)).toHaveLength(20)
    for (const filter of [
      { name: 'x' },
      { label: { key: 'a', value: 'b', other: 'c' } },
      { createdBy: { id: 'x' } },
    ]) {
      expect(workloadFilter.safeParse(filter).success, JSON.stringify(filter)).toBe(false)
    }
  })

  it('normalises times, and prefixes as a person types them', () => {
    const filter = workloadFilter.parse({ idPrefix: '01ab', createdFrom: '2026-03-01T13:00:00+01:00' })
    expect(filter).toEqual({ idPrefix: '01AB', createdFrom: '2026-03-01T12:00:00.000Z' })
  })

  it('of a page never changes a limit silently', () => {
    for (const limit of [0, 201, 1.5, -1, '50', null]) {
      expect(listWorkloadsQuery.safeParse({ limit }).success).toBe(false)
    }
  })
})
