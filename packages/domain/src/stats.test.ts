import { describe, expect, it } from 'vitest'
import { CAUSES, ISOLATIONS, RUNTIMES, STATUSES } from './lifecycle.ts'
import { emptyStats, statsFilter, workloadStats } from './stats.ts'

describe('statistics', () => {
  it('of an empty record have every status, isolation, runtime and cause, at 0', () => {
    const stats = emptyStats()
    expect(workloadStats.parse(stats)).toEqual(stats)
    const groups = [stats.byStatus, stats.byIsolation, stats.byRuntime, stats.byCause]
    expect(groups.map((group) => Object.keys(group))).toEqual([STATUSES, ISOLATIONS, RUNTIMES, CAUSES])
    expect(groups.flatMap((group) => Object.values(group)).every((count) => count === 0)).toBe(true)
    expect([stats.total, stats.averageDurationMs, stats.durationMs]).toEqual([0, null, null])
  })

  it('are made anew for each who asks', () => {
    emptyStats().byStatus.failed++
    expect(emptyStats().byStatus.failed).toBe(0)
  })

  it('are whole: a status that is left out is refused', () => {
    const { failed: _, ...byStatus } = emptyStats().byStatus
    expect(workloadStats.safeParse({ ...emptyStats(), byStatus }).success).toBe(false)
  })

  it('narrow by isolation and runtime, and nothing else', () => {
    expect(Object.keys(statsFilter.shape)).toEqual(['isolation', 'runtime'])
    expect(statsFilter.safeParse({ status: 'failed' }).success).toBe(false)
  })
})
