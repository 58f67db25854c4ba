import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { errorLine } from './error-line.ts'

describe('errorLine', () => {
  it.each([
    ['boom', 'boom'],
    ['boom\nat line 1', 'boom'],
    ['boom\r\nat line 1', 'boom'],
    ['boom\rat line 1', 'boom'],
    ['\n\r\n\rboom\n', 'boom'],
    ['\u0000', '\u0000'],
    ['disk\u0000 is full\nreally', 'disk\u0000 is full'],
    [' \n boom', ' '],
    ['a\u2028b\u0085c\vd', 'a\u2028b\u0085c\vd'],
    ['', ''],
    ['\r\n\n', ''],
    ['x'.repeat(501), 'x'.repeat(500)],
    ['😀'.repeat(501), '😀'.repeat(500)],
  ])('of %j is %j', (error, line) => {
    expect(errorLine(error)).toBe(line)
  })

  it('is the first part, between line ends, that is not empty', () => {
    const errors = fc.string({ unit: fc.constantFrom('a', '\u0000', '\r', '\n', '😀'), maxLength: 12 })
    fc.assert(
      fc.property(errors, (error) => {
        const lines = error.replaceAll('\r\n', '\n').replaceAll('\r', '\n').split('\n')
        expect(errorLine(error)).toBe(lines.find((line) => line !== '') ?? '')
      }),
    )
  })
})
