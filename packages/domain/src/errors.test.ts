import { describe, expect, expectTypeOf, it } from 'vitest'
import {
  InvalidInputError,
  InvalidTransitionError,
  IsolaError,
  type IsolaErrorCode,
  type IsolaErrorData,
  isIsolaError,
  isolaErrorData,
  WorkloadNotFoundError,
} from './errors.ts'
import type { WorkloadStatus } from './lifecycle.ts'

const lastEvent = {
  kind: 'transitioned',
  actor: { kind: 'user', id: 'ada', name: 'Ada' },
  at: '2026-03-01T12:00:00.000Z',
  reason: null,
} as const

/** One of each: a code without an example does not compile. */
const EXAMPLES: { [Code in IsolaErrorCode]: Extract<IsolaErrorData, { code: Code }> } = {
  WORKLOAD_NOT_FOUND: { code: 'WORKLOAD_NOT_FOUND', id: 'x' },
  INVALID_TRANSITION: { code: 'INVALID_TRANSITION', from: 'killed', to: 'running', allowed: [], lastEvent },
  REVISION_CONFLICT: { code: 'REVISION_CONFLICT', revision: 3, status: 'failed', lastEvent },
  NOT_TERMINAL: { code: 'NOT_TERMINAL', status: 'running' },
  LEASE_LOST: { code: 'LEASE_LOST' },
  IDEMPOTENCY_MISMATCH: { code: 'IDEMPOTENCY_MISMATCH', id: 'x' },
  INVALID_INPUT: { code: 'INVALID_INPUT', issues: [{ path: 'name', message: 'is blank' }] },
  PAYLOAD_TOO_LARGE: { code: 'PAYLOAD_TOO_LARGE', field: 'output', maxBytes: 4 },
  UNAUTHENTICATED: { code: 'UNAUTHENTICATED' },
  FORBIDDEN: { code: 'FORBIDDEN' },
  RATE_LIMITED: { code: 'RATE_LIMITED', retryAfterSeconds: 1.5 },
  STORE_BUSY: { code: 'STORE_BUSY' },
  STORE_FULL: { code: 'STORE_FULL' },
  STORE_READ_ONLY: { code: 'STORE_READ_ONLY' },
  STORE_CORRUPT: { code: 'STORE_CORRUPT' },
  INTERNAL: { code: 'INTERNAL', errorId: 'x' },
}

describe('an error', () => {
  for (const [code, data] of Object.entries(EXAMPLES)) {
    it(`goes over the wire and back: ${code}`, () => {
      const error = new IsolaError(data, 'what happened')
      const received = isolaErrorData.parse(JSON.parse(JSON.stringify(error.data)))
      expect(received).toEqual(data)
      expect([error.code, error.message]).toEqual([code, 'what happened'])
    })
  }

  it('of a code that nobody knows is none', () => {
    expect(isolaErrorData.safeParse({ code: 'TEAPOT' }).success).toBe(false)
    expect(isolaErrorData.safeParse({ code: 'NOT_TERMINAL' }).success).toBe(false)
  })

  it('carries nothing over the wire but what its code says', () => {
    expect(isolaErrorData.parse({ code: 'FORBIDDEN', stack: 'secret' })).toEqual({ code: 'FORBIDDEN' })
  })

  it('is told from everything else, and by its code', () => {
    const error: unknown = new WorkloadNotFoundError('x')
    expect([isIsolaError(error), isIsolaError(error, 'WORKLOAD_NOT_FOUND')]).toEqual([true, true])
    expect(isIsolaError(error, 'FORBIDDEN')).toBe(false)
    for (const other of [new Error('x'), { code: 'FORBIDDEN', data: {} }, null, 'FORBIDDEN']) {
      expect(isIsolaError(other)).toBe(false)
    }
    if (isIsolaError(error, 'INVALID_TRANSITION')) {
      expectTypeOf(error.data.allowed).toEqualTypeOf<WorkloadStatus[]>()
      expectTypeOf(error.data.code).toEqualTypeOf<'INVALID_TRANSITION'>()
    }
  })

  it('has a class, a name and a message that a person can read', () => {
    const errors = [
      new WorkloadNotFoundError('01X'),
      new InvalidTransitionError({ from: 'killed', to: 'completed', allowed: [], lastEvent }),
      new InvalidInputError([
        { path: 'exitCode', message: 'is no number' },
        { path: '', message: 'has an unknown key' },
      ]),
    ]
    expect(errors.map(({ name, message }) => `${name}: ${message}`)).toEqual([
      'WorkloadNotFoundError: There is no workload 01X',
      'InvalidTransitionError: A killed workload cannot become completed',
      'InvalidInputError: exitCode: is no number; has an unknown key',
    ])
    for (const error of errors) expect(error).toBeInstanceOf(IsolaError)
  })

  it('keeps what caused it', () => {
    const cause = new Error('SQLITE_FULL')
    expect(new IsolaError({ code: 'STORE_FULL' }, 'The disk is full', { cause }).cause).toBe(cause)
  })
})
