import fc from 'fast-check'
import { expect, it } from 'vitest'
import { SecretFrames } from './secret-frames.ts'

const SECRET = Buffer.from('abab')

it('tells the report from the output, however the bytes arrive', () => {
  // Pieces of the secret among the workload's bytes, and never the whole.
  const own = fc
    .string({ unit: fc.constantFrom('a', 'b', '\n'), maxLength: 12 })
    .filter((text) => !text.includes('abab'))
  const parts = fc.array(
    fc.record({ own, report: fc.option(fc.string({ unit: fc.constantFrom('x', 'a', 'b') })) }),
  )
  fc.assert(
    fc.property(parts, fc.array(fc.integer({ min: 1, max: 5 })), (given, sizes) => {
      const clean = given.map((part) => ({ ...part, own: part.own.replace(/[ab]+$/, '') }))
      const bytes = Buffer.from(
        clean.map((part) => part.own + (part.report === null ? '\n' : `abab${part.report}\n`)).join(''),
      )
      let reported = ''
      let left = ''
      const frames = new SecretFrames(SECRET, (frame) => {
        reported += frame
      })
      let from = 0
      for (const size of [...sizes, bytes.length]) {
        left += frames.push(bytes.subarray(from, from + size))
        from += size
      }
      left += frames.end()
      expect(reported).toBe(clean.map(({ report }) => (report === null ? '' : `${report}\n`)).join(''))
      expect(left).toBe(clean.map((part) => part.own + (part.report === null ? '\n' : '')).join(''))
    }),
  )
})
