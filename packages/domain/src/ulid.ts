const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
const TIME_LENGTH = 10

/** A ULID in capitals: ten characters of time, sixteen of chance. The first is at most 7, or 48 bits overflow. */
export const WORKLOAD_ID = /^[0-7][0-9A-HJKMNP-TV-Z]{25}$/

/** Milliseconds since 1970, from the id's time part. */
export function idTime(id: string): number {
  let ms = 0
  for (const character of id.slice(0, TIME_LENGTH)) ms = ms * 32 + ALPHABET.indexOf(character)
  return ms
}

/** The least id of that millisecond: turns a range of times into a range of ids. */
export function firstIdAt(ms: number): string {
  let head = ''
  for (let rest = ms, i = 0; i < TIME_LENGTH; i++, rest = Math.floor(rest / 32)) {
    head = (ALPHABET[rest % 32] ?? '') + head
  }
  return head.padEnd(26, '0')
}
