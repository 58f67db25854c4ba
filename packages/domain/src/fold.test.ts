import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { fold } from './fold.ts'

/** Letters whose case is not plain, combining marks that compose, NULs, letters outside the first plane. */
const AWKWARD = [...'ΣσςΟΔİıIißẞǅﬁéÉ\u0301\u0307\u0323\u0345ÅＡ\u212a\u0000😀𐐀𐐨ΐ']
const texts = fc.string({
  unit: fc.oneof(fc.constantFrom(...AWKWARD), fc.string({ unit: 'grapheme', minLength: 1, maxLength: 1 })),
  maxLength: 16,
})
/** A text with a part of it, in code points of its NFC. */
const textWithPart = fc.tuple(texts, fc.nat(), fc.nat()).map(([text, from, length]) => {
  const points = [...text.normalize('NFC')]
  const start = from % (points.length + 1)
  return { text, part: points.slice(start, start + 1 + (length % 5)).join('') }
})
const contains = (text: string, part: string) => fold(text).includes(fold(part))

describe('fold', () => {
  it('lets every part of a text be found, however either is composed', () => {
    fc.assert(
      fc.property(textWithPart, ({ text, part }) => {
        for (const whole of [text, text.normalize('NFC'), text.normalize('NFD')]) {
          expect(contains(whole, part)).toBe(true)
          expect(contains(whole, part.normalize('NFD'))).toBe(true)
        }
      }),
      { numRuns: 2_000 },
    )
  })

  it('lets every part be found in either case, where the cases of its letters are each other’s', () => {
    const isSimple = (point: string) =>
      [point.toUpperCase(), point.toLowerCase()].every(
        (other) => [...other].length === 1 && fold(other) === fold(point),
      )
    fc.assert(
      fc.property(textWithPart, ({ text, part }) => {
        const points = [...part]
        fc.pre(points.every(isSimple))
        for (const other of [part.toUpperCase(), part.toLowerCase()]) expect(contains(text, other)).toBe(true)
      }),
      { numRuns: 2_000 },
    )
  })

  it('treats each code point alike, wherever it stands', () => {
    const pointByPoint = (text: string) =>
      [...text.normalize('NFC')].map((point) => (point === 'ς' ? 'σ' : point.toLowerCase())).join('')
    for (let code = 0; code <= 0x10ffff; code++) {
      if (code >= 0xd800 && code < 0xe000) continue
      const point = String.fromCodePoint(code)
      const text = `${point} a${point}Σ Σ${point} Σ`
      if (fold(text) !== pointByPoint(text)) expect.fail(`U+${code.toString(16)}`)
    }
  })

  it('finds Greek capitals by their beginning, and a sigma by any of its forms', () => {
    for (const part of ['ΟΔΟΣ', 'οδος', 'οδοσ']) {
      expect(contains('ΟΔΟΣΑΒ', part)).toBe(true)
      expect(contains('η οδός και οδος', part)).toBe(true)
    }
  })

  it('finds İ by itself and decomposed, not by a bare i', () => {
    for (const part of ['İstanbul', 'I\u0307stanbul', 'i\u0307stanbul', 'İSTANBUL', 'stanbul']) {
      expect(contains('İstanbul', part), part).toBe(true)
    }
    expect(contains('İstanbul', 'istanbul')).toBe(false)
  })

  it('takes NUL for a character like any other', () => {
    expect(contains('a\u0000Needle', '\u0000n')).toBe(true)
    expect(contains('a\u0000needle', 'an')).toBe(false)
  })
})
