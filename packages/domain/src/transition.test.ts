import { describe, expect, expectTypeOf, it } from 'vitest'
import { STATUSES, TERMINAL_STATUSES, type TerminalStatus, type WorkloadStatus } from './lifecycle.ts'
import { canTransition, isTerminal, predecessors, TRANSITIONS } from './transition.ts'

/** The six of the contract. */
const LEGAL = [
  'pending → running',
  'pending → failed',
  'pending → killed',
  'running → completed',
  'running → failed',
  'running → killed',
]

describe('the table of transitions', () => {
  it('admits six of the 25 pairs', () => {
    const pairs = STATUSES.flatMap((from) => STATUSES.map((to) => ({ from, to })))
    expect(pairs).toHaveLength(25)
    const admitted = pairs
      .filter(({ from, to }) => canTransition(from, to))
      .map(({ from, to }) => `${from} → ${to}`)
    expect(admitted.sort()).toEqual(LEGAL.toSorted())
  })

  it('has a row for every status, and no other', () => {
    expect(Object.keys(TRANSITIONS).sort()).toEqual(STATUSES.toSorted())
    expectTypeOf(TRANSITIONS).toEqualTypeOf<Readonly<Record<WorkloadStatus, readonly WorkloadStatus[]>>>()
  })

  it('leads nowhere from a terminal status, and somewhere from every other', () => {
    for (const status of STATUSES) expect(TRANSITIONS[status].length === 0).toBe(isTerminal(status))
  })

  it('leads to every status but the first', () => {
    const reached = new Set(STATUSES.flatMap((status) => TRANSITIONS[status]))
    expect([...reached].sort()).toEqual(STATUSES.slice(1).sort())
  })

  it('is read backwards by predecessors', () => {
    for (const to of STATUSES) {
      expect(predecessors(to)).toEqual(STATUSES.filter((from) => TRANSITIONS[from].includes(to)))
    }
    expect(predecessors('completed')).toEqual(['running'])
    expect(predecessors('pending')).toEqual([])
  })

  it('names completed, failed and killed terminal, and tells the compiler', () => {
    expect(STATUSES.filter(isTerminal)).toEqual([...TERMINAL_STATUSES])
    expect(TERMINAL_STATUSES).toEqual(['completed', 'failed', 'killed'])
    const status = 'failed' as WorkloadStatus
    if (isTerminal(status)) expectTypeOf(status).toEqualTypeOf<TerminalStatus>()
    else expectTypeOf(status).toEqualTypeOf<'pending' | 'running'>()
  })
})
