import fc from 'fast-check'
import { expect, it } from 'vitest'
import { LineSplitter } from './line-splitter.ts'

function split(text: Buffer, sizes: number[], maxBytes: number): string[] {
  const splitter = new LineSplitter(maxBytes)
  const lines: string[] = []
  let from = 0
  for (const size of sizes) {
    lines.push(...splitter.push(text.subarray(from, from + size)))
    from += size
  }
  lines.push(...splitter.push(text.subarray(from)))
  return [...lines, ...splitter.end()]
}

it('gives the same lines however the bytes arrive, and loses nothing', () => {
  const texts = fc.array(
    fc.string({ unit: 'binary', maxLength: 40 }).map((line) => line.replace(/[\r\n]/g, '')),
  )
  fc.assert(
    fc.property(texts, fc.array(fc.nat(20)), (lines, sizes) => {
      const whole = lines.map((line) => line.toWellFormed())
      expect(split(Buffer.from(whole.map((line) => `${line}\n`).join('')), sizes, 1000)).toEqual(whole)
    }),
  )
})

it('splits what is too long between characters, and loses nothing', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 200 }), fc.array(fc.nat(20)), (text, sizes) => {
      const line = text.replace(/[\r\n]/g, '').toWellFormed()
      const pieces = split(Buffer.from(line), sizes, 16)
      expect(pieces.join('')).toBe(line)
      for (const piece of pieces) expect(Buffer.byteLength(piece)).toBeLessThanOrEqual(16)
    }),
  )
})

it('bounds lines of bytes that are no UTF-8', () => {
  const pieces = split(Buffer.alloc(100, 0xff), [], 16)
  for (const piece of pieces) expect(Buffer.byteLength(piece)).toBeLessThanOrEqual(16)
  expect(pieces.join('')).toBe('\ufffd'.repeat(100))
})

it('takes the carriage return of a line for a part of its end', () => {
  expect(split(Buffer.from('a\r\nb\r\n'), [], 16)).toEqual(['a', 'b'])
})
