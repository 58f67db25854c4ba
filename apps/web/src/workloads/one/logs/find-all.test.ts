import { fold } from '@isola/domain'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { findAll } from './find-all.ts'

const found = (text: string, search: string) =>
  findAll(text, search).map(([from, to]) => text.slice(from, to))

/** Letters that fold to more or fewer units than they have, that compose, or that take two units. */
const hard = fc.constantFrom(
  ...['İ', 'i', 'ı', '\u0307', 'ß', 'ẞ', 's', 'Σ', 'σ', 'ς', 'é', 'e', '\u0301', '\u0323', 'Å', 'K', 'k'],
  ...[
    '😀',
    '𐐀',
    '𐐨',
    '\ud83d',
    '\ude00',
    '각',
    'ᄀ',
    'ᅡ',
    'ᆨ',
    'ᅠ',
    '\u200d',
    '🇩🇪',
    '\n',
    ' ',
    'A',
    'ক',
    '\u09be',
    '\u09c7',
  ],
)
const letters = fc.oneof(
  { weight: 3, arbitrary: hard },
  { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 2 }) },
)
const texts = fc.array(letters, { maxLength: 12 }).map((parts) => parts.join(''))

describe('text that was found', () => {
  it.each([
    ['an error: ERROR', 'Error', ['error', 'ERROR']],
    ['ΟΔΟΣΑΒ οδος', 'ΟΔΟΣ', ['ΟΔΟΣ', 'οδος']],
    ['İstanbul is here', 'is', ['is']],
    ['xİy', 'İ', ['İ']],
    ['ab İİ cd', 'cd', ['cd']],
    ['cafe\u0301 CAFÉ', 'café', ['cafe\u0301', 'CAFÉ']],
    ['cafe\u0301 end', 'end', ['end']],
    ['straße', 'SS', []],
    ['\u1112\u1161\u11ab\u1100\u1173\u11af', '한', ['\u1112\u1161\u11ab']],
    ['😀a😀', 'A', ['a']],
    ['aaa', 'aa', ['aa']],
    ['anything', '', []],
  ])('in %j by %j is where it stands', (text, search, expected) => {
    expect(found(text, search)).toEqual(expected)
  })

  it('is found exactly when the server finds it, and in the place where the server does', () => {
    const cases = fc.oneof(
      fc.tuple(texts, texts),
      // A part of the text, in whatever case and form.
      texts.chain((text) =>
        fc
          .tuple(fc.nat(text.length), fc.nat(text.length), fc.constantFrom('NFC', 'NFD', 'upper', 'same'))
          .map(([a, b, form]): [string, string] => {
            const part = text.slice(Math.min(a, b), Math.max(a, b))
            return [
              text,
              form === 'upper' ? part.toUpperCase() : form === 'same' ? part : part.normalize(form),
            ]
          }),
      ),
    )
    fc.assert(
      fc.property(cases, ([text, search]) => {
        const needle = fold(search)
        const ranges = findAll(text, search)
        expect(ranges.length > 0).toBe(needle !== '' && fold(text).includes(needle))
        let place = -1
        for (const [from, to] of ranges) {
          expect(fold(text.slice(from, to))).toContain(needle)
          place = fold(text).indexOf(needle, place < 0 ? 0 : place + needle.length)
          expect(fold(text.slice(0, from)).length).toBeLessThanOrEqual(place)
          expect(fold(text.slice(0, to)).length).toBeGreaterThanOrEqual(place + needle.length)
        }
      }),
      { numRuns: 5_000 },
    )
  })
})
