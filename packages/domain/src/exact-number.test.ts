import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isExactNumber, lossyNumberPath, markLossyNumbers } from './exact-number.ts'
import { LIMITS } from './limits.ts'

/** A decimal text as a fraction of whole numbers: the value itself, without any rounding. */
function fractionOf(text: string): { numerator: bigint; denominator: bigint } {
  const [, sign, whole = '', decimals = '', exponent = '0'] =
    /^(-?)(\d+)(?:\.(\d+))?(?:e([+-]?\d+))?$/i.exec(text) ?? []
  const tens = BigInt(exponent) - BigInt(decimals.length)
  const digits = BigInt(whole + decimals) * (sign ? -1n : 1n)
  return tens >= 0n
    ? { numerator: digits * 10n ** tens, denominator: 1n }
    : { numerator: digits, denominator: 10n ** -tens }
}

function denoteTheSame(one: string, other: string): boolean {
  const [a, b] = [fractionOf(one), fractionOf(other)]
  return a.numerator * b.denominator === b.numerator * a.denominator
}

const digits = fc.array(fc.nat(9), { minLength: 1, maxLength: 25 }).map((all) => all.join(''))
/** Any number that JSON can write, most of them near the bounds of what a double holds. */
const decimal = fc
  .record({
    sign: fc.constantFrom('', '-'),
    whole: fc.oneof(
      fc.constant('0'),
      digits.map((all) => all.replace(/^0+(?=\d)/, '')),
    ),
    decimals: fc.option(digits),
    exponent: fc.option(fc.tuple(fc.constantFrom('e', 'E'), fc.constantFrom('', '+', '-'), fc.nat(330))),
  })
  .map(
    ({ sign, whole, decimals, exponent }) =>
      `${sign}${whole}${decimals === null ? '' : `.${decimals}`}${exponent === null ? '' : exponent.join('')}`,
  )
/** As programs write doubles: in any of their forms, and with a digit too many or too few. */
const written = fc
  .tuple(
    fc.double({ noNaN: true, noDefaultInfinity: true }),
    fc.constantFrom<(value: number) => string>(
      String,
      (value) => value.toExponential(),
      (value) => value.toExponential(16),
      (value) => value.toPrecision(17),
      (value) => value.toPrecision(15),
      (value) => value.toPrecision(40),
    ),
  )
  .map(([value, write]) => write(value))

describe('a number', () => {
  it('is exact when what a double makes of it denotes the same number', () => {
    fc.assert(
      fc.property(fc.oneof(decimal, written), (text) => {
        const double = JSON.parse(text) as number
        const expected = Number.isFinite(double) && denoteTheSame(text, JSON.stringify(double))
        expect(isExactNumber(text)).toBe(expected)
        expect(lossyNumberPath(`{"a":[0,${text}]}`)).toBe(expected ? null : 'a.1')
      }),
      { numRuns: 3_000 },
    )
  })

  it('of fifteen digits is exact', () => {
    fc.assert(
      fc.property(fc.maxSafeInteger(), fc.integer({ min: -290, max: 290 }), (value, exponent) => {
        expect(isExactNumber(`${String(value).slice(0, 15)}e${exponent}`)).toBe(true)
      }),
    )
  })

  it.each([
    ...['0', '-0', '-0.0', '0e999', '1', '1.0', '1e2', '1E+2', '100e-2', '0.1', '0.30000000000000004'],
    ...['9007199254740992', '1909198862420847900', '1e21', '1e300', '5e-324', '1.7976931348623157e308'],
    `1${'0'.repeat(300)}`,
    `0.${'0'.repeat(300)}1`,
    `0.${'0'.repeat(1_000)}1e1001`,
  ])('survives: %s', (text) => {
    expect(isExactNumber(text)).toBe(true)
    expect(lossyNumberPath(text)).toBeNull()
  })

  it.each([
    ...['1909198862420847982', '9007199254740993', '-9007199254740993', '1e400', '-1e400', '1e-400'],
    ...['0.1000000000000000055511151231257827', '0.10000000000000001', '1e9999999999999999999', '2e-324'],
    `1${'0'.repeat(400)}`,
    `0.${'0'.repeat(400)}1`,
    `${'9'.repeat(100_000)}`,
    `1${'0'.repeat(100_000)}1`,
  ])('does not survive: %s', (text) => {
    expect(isExactNumber(text)).toBe(false)
    expect(lossyNumberPath(text)).toBe('')
  })
})

describe('the first lossy number of a JSON text', () => {
  const LOSSY = '9007199254740993'

  it.each([
    [`{"id":${LOSSY}}`, 'id'],
    [`{"list":[1,2,3,${LOSSY},1e400]}`, 'list.3'],
    [`{"a":{"b":[[],[{"c":-${LOSSY}}]]}}`, 'a.b.1.0.c'],
    [`{"a\\"b":1,"${LOSSY}":${LOSSY}}`, LOSSY],
    [`{"":${LOSSY}}`, ''],
    [` [\n\t1 , ${LOSSY} ] `, '1'],
    // What is given twice counts once, as the last of them.
    [`{"a":1,"a":${LOSSY}}`, 'a'],
  ])('is told by its path: %s', (text, path) => {
    expect(lossyNumberPath(text)).toBe(path)
  })

  it.each([
    `{"${LOSSY}":"${LOSSY}"}`,
    String.raw`["\"9007199254740993","\\","\\\"9007199254740993",""]`,
    `{"a":${LOSSY},"a":1}`,
    '{"a":"1e400","b":[true,false,null,{}]}',
    // The parser's to refuse.
    '[-,1.2.3e,--1,e5]',
    '"',
    '',
  ])('is not in text or in names: %s', (text) => {
    expect(lossyNumberPath(text)).toBeNull()
  })

  it('is found among values of any kind, and marked where it stands', () => {
    const value = fc.json({ maxDepth: 3, noUnicodeString: false })
    fc.assert(
      fc.property(fc.array(value, { maxLength: 5 }), fc.array(value, { maxLength: 5 }), (before, after) => {
        const textOf = (middle: string) => `[${[...before, middle, ...after].join(',')}]`
        expect(markLossyNumbers(textOf('0'))).toBeNull()
        expect(lossyNumberPath(textOf(LOSSY))).toBe(String(before.length))
        const expected = JSON.parse(textOf('1e999')) as unknown
        expect(markLossyNumbers(textOf(LOSSY))).toEqual({ value: expected })
      }),
    )
  })

  it('is looked for among a bounded number of long numbers, beyond which the text is refused', () => {
    const listOf = (number: string, count: number) => `[${Array(count).fill(number).join(',')}]`
    const long = '0.30000000000000004'
    expect(lossyNumberPath(listOf(long, LIMITS.longNumbers))).toBeNull()
    expect(lossyNumberPath(listOf('123456789012345', LIMITS.longNumbers + 1))).toBeNull()
    const tooMany = listOf(long, LIMITS.longNumbers + 1)
    expect(() => lossyNumberPath(tooMany)).toThrow(RangeError)
    expect(() => markLossyNumbers(tooMany)).toThrow('more than 100000 numbers')
  })

  it('is looked for no deeper than an input may be, and overflows no stack', () => {
    const nested = (levels: number) => `${'['.repeat(levels)}${LOSSY}${']'.repeat(levels)}`
    expect(lossyNumberPath(nested(100))).toBe(Array(100).fill('0').join('.'))
    expect(lossyNumberPath(nested(100_000))).toBeNull()
  })
})
