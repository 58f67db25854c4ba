import { endOfString } from './json-text.ts'
import { LIMITS } from './limits.ts'

/**
 * Whether a JSON number denotes the same number after it is read as a double and written again, as RFC 8785 does.
 * `9007199254740993` and `1e400` do not; `1.0`, `1E+2` and `-0` do, in other words. Text that is not a number is left for
 * the parser to refuse.
 */
export function isExactNumber(text: string): boolean {
  const shortest = String(Number(text))
  if (shortest === text) return true
  const [given, written] = [parseDecimal(text), parseDecimal(shortest)]
  return given === null || (given.digits === written?.digits && given.point === written.point)
}

/** 0.`digits` × 10^`point`, without leading or trailing zeros, and without the sign, which a double always keeps. */
interface Decimal {
  digits: string
  point: number
}

function parseDecimal(text: string): Decimal | null {
  const [, whole, fraction = '', exponent = '0'] = DECIMAL.exec(text) ?? []
  if (whole === undefined) return null
  const all = whole + fraction
  let [first, end] = [0, all.length]
  while (all[first] === '0') first++
  // Not the pattern /0+$/, which takes quadratic time on a long run of zeros in the middle.
  while (end > first && all[end - 1] === '0') end--
  // An exponent too large to be exact here is too large for any number of digits to make up for.
  return first === end
    ? { digits: '', point: 0 }
    : { digits: all.slice(first, end), point: whole.length - first + Number(exponent) }
}

const DECIMAL = /^-?(\d+)(?:\.(\d+))?(?:[eE]([+-]?\d+))?$/

/**
 * Path of the first number in a JSON text that `JSON.parse` would round, such as `list.3`; null where there is none.
 * @throws RangeError when it has too many long numbers
 */
export function lossyNumberPath(text: string): string | null {
  const marked = markLossyNumbers(text)
  return marked && pathOfMark(marked.value)
}

/**
 * The value of a JSON text, with Infinity in place of every number that `JSON.parse` would round, or null if there is
 * none. Nothing else becomes Infinity. A reviver with source text access could tell as well, but it takes 0.6 to 2.5 s
 * for 8 MiB of numbers instead of 0.1, and not every browser has it.
 * @throws SyntaxError if the text has such numbers and is not JSON, RangeError when it has too many long numbers
 */
export function markLossyNumbers(text: string): { value: unknown } | null {
  const lossy = longNumbers(text).filter(([start, end]) => !isExactNumber(text.slice(start, end)))
  if (lossy.length === 0) return null
  let [marked, from] = ['', 0]
  for (const [start, end] of lossy) {
    marked += `${text.slice(from, start)}1e999`
    from = end
  }
  return { value: JSON.parse(marked + text.slice(from)) }
}

type Stretch = [start: number, end: number]

/** The positions of the numbers in a JSON text that may be lossy. */
function longNumbers(text: string): Stretch[] {
  const found: Stretch[] = []
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at)
    if (code === QUOTE) at = endOfString(text, at)
    else if (isDigit(code) || code === MINUS) {
      const start = at
      let exponentAt = 0
      for (let next = text.charCodeAt(at + 1); continuesNumber(next); next = text.charCodeAt(at + 1)) {
        at++
        if ((next | LOWER_CASE) === E) exponentAt = at
      }
      if (isSurelyExact(text, start, exponentAt, at + 1)) continue
      if (found.length === LIMITS.longNumbers) throw tooManyLong()
      found.push([start, at + 1])
    }
  }
  return found
}

/** None of our own errors: those bring schemas along, and a page may not compile code, which zod tries when it makes one. */
const tooManyLong = () =>
  new RangeError(
    `has more than ${LIMITS.longNumbers} numbers of over 15 characters: write them as text, in quotes`,
  )

/**
 * Fifteen digits survive wherever a double has its full precision. This spares most numbers the full comparison, which
 * takes about 0.3 µs, and a body can hold four million numbers.
 */
function isSurelyExact(text: string, start: number, exponentAt: number, end: number): boolean {
  if ((exponentAt || end) - start > 15) return false
  return exponentAt === 0 || Math.abs(Number(text.slice(exponentAt + 1, end))) <= 290
}

const QUOTE = 0x22
const PLUS = 0x2b
const MINUS = 0x2d
const DOT = 0x2e
const ZERO = 0x30
const NINE = 0x39
const E = 0x65
/** The bit that tells a lower-case letter from its capital. */
const LOWER_CASE = 0x20

const isDigit = (code: number) => code >= ZERO && code <= NINE
const continuesNumber = (code: number) =>
  isDigit(code) || code === DOT || (code | LOWER_CASE) === E || code === PLUS || code === MINUS

/** Path of the first Infinity in a value, empty for the value itself. Levels deeper than an `input` may have are skipped. */
export function pathOfMark(value: unknown, depth = 0): string | null {
  if (value === Number.POSITIVE_INFINITY) return ''
  if (typeof value !== 'object' || value === null || depth === LIMITS.inputDepth) return null
  for (const key of Array.isArray(value) ? value.keys() : Object.keys(value)) {
    const inside = pathOfMark((value as Record<string | number, unknown>)[key], depth + 1)
    if (inside !== null) return inside === '' ? String(key) : `${key}.${inside}`
  }
  return null
}
