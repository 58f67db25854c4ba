import { type IsolaErrorData, isolaErrorData } from '@isola/domain'
import { expect } from 'vitest'
import { z } from 'zod'

/** All that an error on the wire may hold: one key more, such as a stack, fails the test that reads it. */
const wireError = z.strictObject({
  message: z.string().min(1),
  code: z.int(),
  data: z.strictObject({
    code: z.string(),
    httpStatus: z.int(),
    path: z.string().optional(),
    isola: isolaErrorData,
  }),
})
export type WireError = z.infer<typeof wireError>

/** Of one call: its data, or what it was refused with. */
export interface Answer {
  status: number
  data: unknown
  error: WireError | null
  headers: Headers
}

/** Frames of a stack, and the paths in them. */
export const STACK = /\\n +at |\.[jt]s:\d+:\d+|node_modules|file:\/\//

/** An error that was read, once it is known to hold nothing that it should not. */
export function readError(value: unknown): WireError {
  const error = wireError.parse(value)
  // What zod leaves out of `isola` was sent all the same.
  expect(error).toEqual(value)
  expect(JSON.stringify(value)).not.toMatch(STACK)
  return error
}

export function readAnswer(status: number, headers: Headers, body: unknown): Answer {
  expect(headers.get('content-type')).toBe('application/json')
  const { result, error } = body as { result?: { data?: unknown }; error?: unknown }
  return { status, headers, data: result?.data, error: error === undefined ? null : readError(error) }
}

/** What a call that must succeed answered, held against its schema: no field is missing, and none too many. */
export function dataOf<Schema extends z.ZodType>(schema: Schema, { data, error }: Answer): z.output<Schema> {
  expect(error).toBeNull()
  const parsed = schema.parse(data)
  expect(parsed).toEqual(data)
  return parsed
}

/** What a call that must not succeed was refused with. */
export function refusalIn({ error, data }: Answer): IsolaErrorData {
  if (!error) throw new Error(`It was not refused: ${JSON.stringify(data)?.slice(0, 200)}`)
  return error.data.isola
}

/** A refusal as people talk of it: `403 FORBIDDEN`. */
export const outcomeOf = ({ status, error }: Answer): string =>
  error ? `${error.data.httpStatus} ${error.data.isola.code}` : `${status}`

/** The fields that an input was refused for. */
export function faultyFieldsIn(answer: Answer): string[] {
  const refusal = refusalIn(answer)
  if (refusal.code !== 'INVALID_INPUT') throw new Error(`It was refused with ${refusal.code}`)
  return refusal.issues.map(({ path }) => path)
}
