/** What random calls hold: text, outputs, log lines; mostly what makes sense, now and then what is awkward. */
import fc from 'fast-check'
import { present } from './model-commands.ts'

export const SECOND_MS = 1_000
export const DAY_MS = 86_400 * SECOND_MS

/** One in so many; otherwise what is usual. */
export const rarely = <Usual, Rare>(oneIn: number, rare: fc.Arbitrary<Rare>, usual: fc.Arbitrary<Usual>) =>
  fc.oneof({ arbitrary: usual, weight: oneIn - 1 }, { arbitrary: rare, weight: 1 })
/** A member that is absent but for one time in so many. */
export const sometimes = <Value>(oneIn: number, value: fc.Arbitrary<Value>) =>
  rarely(oneIn, value, fc.constant(undefined))
export const orNull = <Value>(value: fc.Arbitrary<Value>) => rarely(6, fc.constant(null), value)

const AWKWARD = [
  'one line',
  'first\nsecond',
  '\nafter an empty one',
  '\r\n\r\nafter\rtwo',
  'nul\u0000 is data\r\nsecond',
  '\r',
  `it's "quoted" \\ and {braced}`,
  'ünïcödé 😀 ﬁ İ',
  '\u2028separated\u0001',
  `${'long '.repeat(120)}\nend`,
  '😀'.repeat(501),
]
export const text = fc.oneof(fc.constantFrom(...AWKWARD), fc.string({ unit: 'grapheme', maxLength: 12 }))
export const phrase = text.filter((value) => value.trim() !== '')
export const shortPhrase = phrase.filter((value) => value.length <= 200)
export const blank = fc.constant(' ')

export const output = fc
  .record({
    data: fc.oneof(text, fc.uint8Array({ maxLength: 9 })),
    contentType: shortPhrase.map((value) => value.replaceAll(/\p{Cc}/gu, '-')),
    truncated: fc.constantFrom(undefined, true, false),
    more: sometimes(4, fc.constantFrom(0, 5, -1)),
  })
  .map(({ data, contentType, truncated, more }) => {
    const encoding = typeof data === 'string' ? ('utf8' as const) : ('base64' as const)
    const written = typeof data === 'string' ? data : Buffer.from(data).toString('base64')
    const bytes = more === undefined ? undefined : Math.max(0, Buffer.byteLength(data) + more)
    return { contentType, encoding, data: written, ...present({ bytes, truncated }) }
  })

export const lines = fc.array(
  fc
    .record({
      seq: fc.nat(12),
      stream: rarely(6, fc.constant('stderr'), fc.constant('stdout')),
      line: rarely(6, text, fc.constant('the same')),
      at: sometimes(4, fc.constantFrom('2026-03-01T12:00:00.000Z', '2026-03-01T13:00:00+01:00')),
    })
    .map(present),
  { minLength: 1, maxLength: 4 },
)
