import Anser from 'anser'
import type { CSSProperties } from 'react'

export interface Span {
  text: string
  className: string
  style?: CSSProperties
}

const ESC = '\\u001b'
/** What terminals obey and a page does not: titles, links and other commands that are no colours. One without an end is text. */
const COMMANDS = new RegExp(
  [
    `${ESC}\\][^\\u0007\\u001b]*(?:\\u0007|${ESC}\\\\)`,
    `${ESC}[PX^_][^\\u001b]*${ESC}\\\\`,
    `${ESC}[()][A-Z0-9]`,
    `${ESC}[=>78cDEHMNOZ]`,
  ].join('|'),
  'g',
)
const COLOURS = new RegExp(`${ESC}\\[[!<-?]*[\\d;]*[ -,]*[@-~]`, 'g')
const PIECES = new RegExp(`(?=${ESC}\\[)`)
/** The parser keeps every decoration it meets: a line of nothing but escapes would take quadratic time. */
const MOST_ESCAPES = 400

/** A line as text with looks. Nothing of it is ever HTML. */
export function ansiSpans(line: string): Span[] {
  if (!line.includes('\u001b')) return [{ text: line, className: '' }]
  if (line.split('\u001b').length > MOST_ESCAPES) return [{ text: line.replace(COLOURS, ''), className: '' }]
  const text = line.replace(COMMANDS, '')
  const parser = new Anser()
  // Piece by piece: what the parser answers of earlier ones changes as it meets further decorations.
  return text.split(PIECES).flatMap((piece) => parser.ansiToJson(piece, PARSING).map(toSpan))
}

const PARSING = { json: true, remove_empty: true, use_classes: true } as const

function toSpan({ content, fg, bg, fg_truecolor, bg_truecolor, decorations }: Anser.AnserJsonEntry): Span {
  const own = [colourOf(fg, fg_truecolor), colourOf(bg, bg_truecolor)] as const
  const [front, back] = decorations.includes('reverse') ? [own[1], own[0]] : own
  const filled = back.name !== undefined || back.value !== undefined
  const className = [
    ...decorations.map((decoration) => DECORATIONS[decoration] ?? ''),
    front.name && `ansi-${front.name}${filled ? '-on' : ''}`,
    back.name && `ansi-bg-${back.name}`,
  ]
    .filter(Boolean)
    .join(' ')
  // Half text and half page, so that what was chosen for a black terminal can be read in both themes.
  const style = {
    ...(front.value && { color: `color-mix(in oklab, ${front.value} 50%, var(--text))` }),
    ...(back.value && { backgroundColor: `color-mix(in oklab, ${back.value} 25%, var(--raise))` }),
  }
  return { text: content, className, ...(Object.keys(style).length > 0 && { style }) }
}

const DECORATIONS: Record<string, string> = {
  bold: 'font-semibold',
  dim: 'opacity-70',
  italic: 'italic',
  underline: 'underline',
  strikethrough: 'line-through',
}

interface Colour {
  name?: string
  value?: string
}

/** One of the sixteen by name, which both themes know; any other by its three numbers. */
function colourOf(name: string | null, rgb: string | null): Colour {
  if (!name) return {}
  if (name === 'ansi-truecolor') return rgb ? { value: `rgb(${rgb})` } : {}
  const index = /^ansi-palette-(\d+)$/.exec(name)?.[1]
  return index ? { value: paletteColour(Number(index)) } : { name: name.replace('ansi-', '') }
}

const LEVELS = [0, 95, 135, 175, 215, 255]

/** Of the 256 that terminals know, those after the sixteen: a cube of 6 × 6 × 6, then greys. */
function paletteColour(index: number): string {
  if (index >= 232) {
    const grey = 8 + 10 * (index - 232)
    return `rgb(${grey}, ${grey}, ${grey})`
  }
  const cube = index - 16
  return `rgb(${[Math.floor(cube / 36), Math.floor(cube / 6) % 6, cube % 6].map((level) => LEVELS[level]).join(', ')})`
}
