import { IsolaError as DomainError, isolaErrorData } from '@isola/domain'
import { TRPCClientError } from '@trpc/client'
import { describe, expect, expectTypeOf, it } from 'vitest'
import type { IsolaErrorData } from './contract.ts'
import { isIsolaError } from './is-isola-error.ts'

const told = (isola: unknown) =>
  TRPCClientError.from({
    error: { code: -32000, message: 'no', data: { code: 'CONFLICT', httpStatus: 409, isola } },
  })

describe('isIsolaError', () => {
  it('knows every member of the union, and tells each from all others', () => {
    const codes = isolaErrorData.options.map(({ shape }) => shape.code.value)
    for (const code of codes) {
      const error = told({ code })
      expect(isIsolaError(error)).toBe(true)
      expect(codes.filter((other) => isIsolaError(error, other))).toEqual([code])
    }
  })

  it('is false of everything else', () => {
    const others = [
      null,
      'no',
      { data: { isola: { code: 'FORBIDDEN' } } },
      new Error('no'),
      told(undefined),
      told({ code: 'OF_A_LATER_VERSION' }),
      told({ code: 'toString' }),
      new DomainError({ code: 'FORBIDDEN' }, 'not from the wire'),
      TRPCClientError.from(new TypeError('fetch failed')),
    ]
    expect(others.filter((error) => isIsolaError(error))).toEqual([])
  })

  it('narrows to exactly the data of its code', () => {
    const error: unknown = told({ code: 'REVISION_CONFLICT' })
    if (!isIsolaError(error)) throw error
    expectTypeOf(error.data.isola).toEqualTypeOf<IsolaErrorData>()
    if (isIsolaError(error, 'REVISION_CONFLICT'))
      expectTypeOf(error.data.isola).toEqualTypeOf<Extract<IsolaErrorData, { code: 'REVISION_CONFLICT' }>>()
    if (error.data.isola.code === 'RATE_LIMITED')
      expectTypeOf(error.data.isola.retryAfterSeconds).toEqualTypeOf<number>()
  })
})
