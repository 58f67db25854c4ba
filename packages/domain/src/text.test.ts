import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { phrase, text, textOfBytes, wellFormed } from './text.ts'
import { utf8Bytes } from './utf8-bytes.ts'

/** Any 16-bit units, halves of surrogate pairs among them. */
const units = fc
  .array(fc.oneof(fc.integer({ min: 0, max: 0xffff }), fc.integer({ min: 0xd7ff, max: 0xe000 })), {
    maxLength: 20,
  })
  .map((codes) => String.fromCharCode(...codes))

describe('text', () => {
  it('is as many bytes as its UTF-8 has', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 50 }), (value) => {
        expect(utf8Bytes(value)).toBe(encodeURIComponent(value).replace(/%../g, '.').length)
      }),
    )
    expect([...'a\u007f\u0080\u07ff\u0800\uffff😀'].map(utf8Bytes)).toEqual([1, 1, 2, 2, 3, 3, 4])
  })

  it('is as many bytes as its UTF-8 has when it is long, wherever its code points are divided', () => {
    const long = fc.tuple(fc.string({ unit: 'binary', maxLength: 5 }), fc.constantFrom('a', 'é', '€', '😀'))
    fc.assert(
      fc.property(long, ([beginning, letter]) => {
        const value = `${beginning}${letter.repeat(40_000)}`
        expect(utf8Bytes(value)).toBe(encodeURIComponent(value).replace(/%../g, '.').length)
      }),
      { numRuns: 40 },
    )
  })

  it('holds no half of a surrogate pair', () => {
    fc.assert(
      fc.property(units, (value) => {
        expect(wellFormed(value)).toBe(value.isWellFormed())
        expect(text.safeParse(value).success).toBe(value.isWellFormed())
      }),
    )
  })

  it('is stored as it is given', () => {
    for (const value of ['', ' a ', 'a\u0000b', '\ufeff', 'e\u0301']) expect(text.parse(value)).toBe(value)
  })

  it('that names or explains is not blank, and no longer than it may be', () => {
    expect(phrase(3).parse(' a ')).toBe(' a ')
    for (const value of ['', ' ', '\n\t', '\u00a0', 'abcd']) {
      expect(phrase(3).safeParse(value).success, JSON.stringify(value)).toBe(false)
    }
  })

  it('can be bounded by its bytes', () => {
    expect(textOfBytes(4).safeParse('éé').success).toBe(true)
    expect(textOfBytes(4).safeParse('éée').success).toBe(false)
  })
})
