import { LIMITS } from './limits.ts'

/**
 * Whether a program that reads a JSON number as a double, and writes it again as RFC 8785 does, says the same number.
 * Of `9007199254740993` or `1e400` it says another one, or none; of `1.0`, `1E+2` and `-0` the same in other words. Text
 * that is no number is left to the parser.
 */
export function isExactNumber(text: string): boolean {
  const shortest = String(Number(text))
  if (shortest === text) return true
  const [given, written] = [parseDecimal(text), parseDecimal(shortest)]
  return given === null || (given.digits === written?.digits && given.point === written.point)
}

/** 0.`digits` × 10^`point`, with neither leading nor trailing zeros. The sign is left out: a double always keeps it. */
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
  // A loop: the pattern 0+$ takes time squared over a long run of zeros in the middle.
  while (end > first && all[end - 1] === '0') end--
  // An exponent that a double rounds is so large that no number of digits in a text makes up for it.
  return first === end
    ? { digits: '', point: 0 }
    : { digits: all.slice(first, end), point: whole.length - first + Number(exponent) }
}

const DECIMAL = /^-?(\d+)(?:\.(\d+))?(?:[eE]([+-]?\d+))?$/

/** Path of the first number in a JSON text that `JSON.parse` would round, such as `list.3`; null where there is none. */
export function lossyNumberPath(text: string): string | null {
  const marked = markLossyNumbers(text)
  return marked && pathOfMark(marked.value)
}

/**
 * What a JSON text stands for, with Infinity in place of each number that `JSON.parse` would round; null where there is
 * none. No other number of a text that is marked in this way is read as Infinity. The reviver of `JSON.parse` could see
 * the text of numbers too, but not in every browser, and at the price of a call for each value.
 * @throws SyntaxError for text that holds such numbers and is not JSON
 */
export function markLossyNumbers(text: string): { value: unknown } | null {
  const lossy = lossyNumbers(text)
  if (lossy.length === 0) return null
  let [marked, from] = ['', 0]
  for (const [start, end] of lossy) {
    marked += `${text.slice(from, start)}1e999`
    from = end
  }
  return { value: JSON.parse(marked + text.slice(from)) }
}

type Stretch = [start: number, end: number]

/** Where the lossy numbers of a JSON text stand. */
function lossyNumbers(text: string): Stretch[] {
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
      if (!isExactNumber(text.slice(start, at + 1))) found.push([start, at + 1])
    }
  }
  return found
}

/**
 * Fifteen digits survive wherever a double has its whole precision. Spares most numbers the comparison, which takes some
 * 0.3 µs: a body holds millions.
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
const BACKSLASH = 0x5c
const E = 0x65
/** Of a letter, the bit that makes it a small one. */
const LOWER_CASE = 0x20

const isDigit = (code: number) => code >= ZERO && code <= NINE
const continuesNumber = (code: number) =>
  isDigit(code) || code === DOT || (code | LOWER_CASE) === E || code === PLUS || code === MINUS

/** Of the text's string that begins at `start`: its closing quote. */
function endOfString(text: string, start: number): number {
  for (let end = text.indexOf('"', start + 1); end !== -1; end = text.indexOf('"', end + 1)) {
    let backslashes = 0
    while (text.charCodeAt(end - 1 - backslashes) === BACKSLASH) backslashes++
    if (backslashes % 2 === 0) return end
  }
  return text.length
}

/** Path of the first Infinity in a value, empty for the value itself. What is nested deeper than an `input` may be is left out. */
export function pathOfMark(value: unknown, depth = 0): string | null {
  if (value === Number.POSITIVE_INFINITY) return ''
  if (typeof value !== 'object' || value === null || depth === LIMITS.inputDepth) return null
  for (const key of Array.isArray(value) ? value.keys() : Object.keys(value)) {
    const inside = pathOfMark((value as Record<string | number, unknown>)[key], depth + 1)
    if (inside !== null) return inside === '' ? String(key) : `${key}.${inside}`
  }
  return null
}
