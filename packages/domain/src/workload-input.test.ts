import { describe, expect, expectTypeOf, it } from 'vitest'
import {
  type CreateWorkloadInput,
  createWorkloadInput,
  type WorkloadUpdate,
  workloadUpdate,
} from './workload-input.ts'

describe('an update', () => {
  it('has the eight mutable fields, each of which may be left out', () => {
    const fields = ['status', 'cause', 'output', 'exitCode', 'error', 'durationMs', 'startedAt', 'finishedAt']
    expect(Object.keys(workloadUpdate.shape)).toEqual(fields)
    expect(workloadUpdate.parse({})).toEqual({})
    type Mutable =
      | 'status'
      | 'cause'
      | 'output'
      | 'exitCode'
      | 'error'
      | 'durationMs'
      | 'startedAt'
      | 'finishedAt'
    expectTypeOf<keyof WorkloadUpdate>().toEqualTypeOf<Mutable>()
    expectTypeOf<Record<never, never>>().toExtend<WorkloadUpdate>()
  })

  it('clears every field but the status with null', () => {
    const { status: _, ...clearable } = workloadUpdate.shape
    for (const field of Object.keys(clearable))
      expect(workloadUpdate.parse({ [field]: null })).toEqual({ [field]: null })
    expect(workloadUpdate.safeParse({ status: null }).success).toBe(false)
    expectTypeOf<null>().not.toExtend<WorkloadUpdate['status']>()
  })

  it('of completed takes no exit code but 0', () => {
    for (const exitCode of [0, null, undefined]) {
      expect(workloadUpdate.safeParse({ status: 'completed', exitCode }).success).toBe(true)
    }
    for (const exitCode of [1, -1]) {
      expect(workloadUpdate.safeParse({ status: 'completed', exitCode }).success).toBe(false)
      expect(workloadUpdate.safeParse({ status: 'failed', exitCode }).success).toBe(true)
    }
  })
})

describe('a new workload', () => {
  it('needs a runtime, and is given an isolation and labels', () => {
    expect(createWorkloadInput.parse({ runtime: 'go', code: '' })).toEqual({
      runtime: 'go',
      isolation: 'auto',
      code: '',
      labels: {},
    })
    expectTypeOf<{ runtime: 'go' }>().toExtend<CreateWorkloadInput>()
  })

  it('is imported only where it is held', () => {
    const createdAt = '2026-03-01T12:00:00Z'
    expect(createWorkloadInput.safeParse({ runtime: 'go', createdAt, hold: true }).success).toBe(true)
    for (const hold of [false, undefined]) {
      const imported = createWorkloadInput.safeParse({ runtime: 'go', code: 'x', createdAt, hold })
      expect(imported.error?.issues.map(({ path }) => path)).toEqual([['hold']])
    }
  })
})
