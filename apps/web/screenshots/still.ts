/** Loaded before the server and the programs that fill it: a clock that stands where it is put, and chance that repeats itself. */
import crypto from 'node:crypto'
import { syncBuiltinESMExports } from 'node:module'
import { START } from './start.ts'

let now = START
globalThis.Date = class extends Date {
  constructor(...given: [] | [number]) {
    super(...(given.length === 0 ? ([now] as const) : given))
  }
  static override now = () => now
  // Of its own: Next wraps the constructor, and copies what is not inherited.
  static override parse = Date.parse
  static override UTC = Date.UTC
} as DateConstructor

process.on('message', (told: { now: number }) => {
  now = told.now
  process.send?.('done')
})
// Nothing waits for it: a program that has finished ends.
process.channel?.unref()

// Ids are made of it, and are read in the pictures.
let state = 1
Object.assign(crypto, {
  randomFillSync(bytes: Uint8Array) {
    for (let at = 0; at < bytes.length; at++) {
      state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
      bytes[at] = state >>> 24
    }
    return bytes
  },
})
syncBuiltinESMExports()
