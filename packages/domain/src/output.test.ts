import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { LIMITS } from './limits.ts'
import { outputInput, workloadOutput } from './output.ts'
import { utf8Bytes } from './utf8-bytes.ts'

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'

/** Base64 by the letter of RFC 4648: six bits a character, the last of them zero, padded to four. */
function base64(bytes: readonly number[]): string {
  const bits = bytes.map((byte) => byte.toString(2).padStart(8, '0')).join('')
  const characters = (bits.match(/.{1,6}/g) ?? []).map(
    (six) => ALPHABET[Number.parseInt(six.padEnd(6, '0'), 2)],
  )
  return characters.join('').padEnd(Math.ceil(characters.length / 4) * 4, '=')
}
const encodings = new Set(
  [[], ...Array.from({ length: 256 }, (_, i) => [i])]
    .concat(Array.from({ length: 65_536 }, (_, i) => [i >> 8, i & 255]))
    .map(base64),
)

const given = (encoding: 'utf8' | 'base64', data: string) => ({ contentType: 'text/plain', encoding, data })
const bytes = fc.array(fc.integer({ min: 0, max: 255 }), { maxLength: 40 })

describe('an output', () => {
  it('of base64 is as long as what it decodes to', () => {
    fc.assert(
      fc.property(bytes, (content) => {
        const output = outputInput.parse(given('base64', base64(content)))
        expect(output).toEqual({
          ...given('base64', base64(content)),
          bytes: content.length,
          truncated: false,
        })
      }),
    )
  })

  it('of base64 is taken where encoding it again gives the same text, and nowhere else', () => {
    // Every text of four of these characters: each stands for a case of what may follow what.
    const characters = [...'AQIgw/=-\n']
    const four = characters.flatMap((a) =>
      characters.flatMap((b) => characters.flatMap((c) => characters.map((d) => a + b + c + d))),
    )
    const threeBytes = (data: string) => /^[AQIgw/]{4}$/.test(data)
    for (const data of [...four, '', 'A', 'AA', 'AAA', 'AAAAA', '=', '==', '====', 'AA==AA==', 'AAA=AAAA']) {
      const taken = outputInput.safeParse(given('base64', data)).success
      expect(taken, JSON.stringify(data)).toBe(encodings.has(data) || threeBytes(data))
    }
  })

  it('of text is as long as its UTF-8, and well formed', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (data) => {
        expect(outputInput.parse(given('utf8', data)).bytes).toBe(utf8Bytes(data))
      }),
    )
    for (const data of ['\ud800', 'a\udc00', '\udc00\ud800']) {
      expect(outputInput.safeParse(given('utf8', data)).success).toBe(false)
    }
  })

  it('says how much there was, which is what was kept unless it was truncated', () => {
    const length = fc.integer({ min: 0, max: 12 })
    fc.assert(
      fc.property(length, length, fc.boolean(), (kept, produced, truncated) => {
        const output = { ...given('utf8', 'x'.repeat(kept)), bytes: produced, truncated }
        const sound = produced === kept || (truncated && produced > kept)
        expect(outputInput.safeParse(output).success).toBe(sound)
      }),
    )
  })

  it('over 4 MiB once decoded is told apart from other faults', () => {
    const faultsOf = (output: object) => outputInput.safeParse(output).error?.issues ?? []
    const over = { ...given('utf8', `é${'x'.repeat(LIMITS.outputBytes - 1)}`) }
    expect(faultsOf(over)).toMatchObject([
      { code: 'custom', path: ['data'], params: { tooLarge: { field: 'output' } } },
    ])
    expect(faultsOf({ ...over, data: over.data.slice(0, -1) })).toEqual([])
    // As base64 it is longer than 4 MiB, and decoded it is not.
    expect(faultsOf(given('base64', 'AAAA'.repeat(Math.floor(LIMITS.outputBytes / 3))))).toEqual([])
    expect(faultsOf(given('base64', 'A'))).not.toMatchObject([{ params: { tooLarge: { field: 'output' } } }])
  })

  it('once taken is one that can be given out', () => {
    expect(workloadOutput.parse(outputInput.parse(given('utf8', 'x')))).toEqual({
      ...given('utf8', 'x'),
      bytes: 1,
      truncated: false,
    })
  })
})
