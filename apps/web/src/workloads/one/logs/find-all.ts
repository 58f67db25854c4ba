import { fold } from '@isola/domain'

/** A part of a text: `to` is the position after its last character. */
export type Range = [from: number, to: number]

/**
 * Where a text holds another, as the server searches: wherever folding both finds it. A letter is found as a whole, though
 * its folded form may be longer (İ becomes two code points), or its composed one shorter.
 */
export function findAll(text: string, search: string): Range[] {
  const needle = fold(search)
  const folded = fold(text)
  if (needle === '' || !folded.includes(needle)) return []
  // For each position in the folded text, the part of the original that it comes from.
  const origins: Range[] = []
  let from = 0
  for (const part of partsOf(text)) {
    const to = from + part.length
    for (let i = fold(part).length; i > 0; i--) origins.push([from, to])
    from = to
  }
  const found: Range[] = []
  for (let at = folded.indexOf(needle); at >= 0; at = folded.indexOf(needle, at + needle.length)) {
    const [first, last] = [origins[at], origins[at + needle.length - 1]]
    if (first && last) found.push([first[0], last[1]])
  }
  return found
}

const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' })

/** The smallest parts that fold independently: code points, or what people see as one letter where NFC changes it. */
function partsOf(text: string): string[] {
  if (isComposed(text)) return [...text]
  return [...graphemes.segment(text)].flatMap(({ segment }) =>
    isComposed(segment) ? [...segment] : [segment],
  )
}

const isComposed = (text: string): boolean => text === text.normalize('NFC')
