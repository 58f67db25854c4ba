import { describe, expect, it } from 'vitest'
import { parseDuration } from './parse-duration.ts'

describe('parseDuration', () => {
  it.each([
    ['500ms', 500],
    ['5 s', 5_000],
    ['1.5h', 5_400_000],
    ['1 m 30 s', 90_000],
    ['12', 12_000],
  ])('reads %s', (text, ms) => {
    expect(parseDuration(text)).toBe(ms)
  })

  it.each(['', 'soon', '5 parsecs', '-3s', '5s!'])('refuses %j', (text) => {
    expect(parseDuration(text)).toBeNull()
  })
})
