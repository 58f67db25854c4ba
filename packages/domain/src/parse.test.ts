import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { LIMITS } from './limits.ts'
import { parseInput } from './parse.ts'
import { workloadUpdate } from './workload-input.ts'

const schema = z.strictObject({ name: z.string(), tags: z.array(z.int()).optional() })
const refusalOf = (run: () => unknown): unknown => {
  try {
    run()
  } catch (error) {
    return (error as { data?: unknown }).data
  }
  throw new Error('It was not refused')
}

describe('parsing input', () => {
  it('answers what the schema makes of it', () => {
    expect(parseInput(schema.extend({ limit: z.int().default(50) }), { name: 'a' })).toEqual({
      name: 'a',
      limit: 50,
    })
  })

  it('names every field that is wrong, where it stands', () => {
    expect(refusalOf(() => parseInput(schema, { name: 1, tags: [1, 'x'] }))).toMatchObject({
      code: 'INVALID_INPUT',
      issues: [{ path: 'name' }, { path: 'tags.1' }],
    })
  })

  it('names what is parsed, where that is one field of a request', () => {
    expect(refusalOf(() => parseInput(z.string(), 1, 'text'))).toMatchObject({ issues: [{ path: 'text' }] })
    expect(refusalOf(() => parseInput(schema, { name: 1 }, 'filter'))).toMatchObject({
      issues: [{ path: 'filter.name' }],
    })
  })

  it('tells what is too large from what is wrong', () => {
    const output = { contentType: 'text/plain', encoding: 'utf8', data: 'x'.repeat(LIMITS.outputBytes + 1) }
    expect(refusalOf(() => parseInput(workloadUpdate, { output }))).toEqual({
      code: 'PAYLOAD_TOO_LARGE',
      field: 'output',
      maxBytes: LIMITS.outputBytes,
    })
  })
})
