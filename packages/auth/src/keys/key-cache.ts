import { LRUCache } from 'lru-cache'
import type { KeyRow } from '../convert.ts'

interface Known {
  row: KeyRow
  readAt: number
}

/** How long a key that was read is believed; its use is written down as often. */
export const KEY_FRESH_MS = 60_000
const MOST_KEYS = 1_000

/**
 * Keys in memory, so that a request costs neither a read nor a synced write; those who come at once with a key that is
 * not known yet share one read. Emptied whenever a key is revoked: a read that was under way then is neither kept nor
 * shared with whoever comes later.
 */
export class KeyCache {
  readonly #known = new LRUCache<string, Known>({ max: MOST_KEYS })
  #reading = new Map<string, Promise<KeyRow | null>>()

  find(hash: string, now: number, read: () => Promise<KeyRow | null>): Promise<KeyRow | null> {
    const known = this.#known.get(hash)
    if (known && Math.abs(now - known.readAt) < KEY_FRESH_MS) return Promise.resolve(known.row)
    return this.#reading.get(hash) ?? this.#read(hash, now, read)
  }

  clear(): void {
    this.#reading = new Map()
    this.#known.clear()
  }

  #read(hash: string, now: number, read: () => Promise<KeyRow | null>): Promise<KeyRow | null> {
    const reading = this.#reading
    const answer = read()
      .then((row) => {
        if (row && reading === this.#reading) this.#known.set(hash, { row, readAt: now })
        return row
      })
      .finally(() => reading.delete(hash))
    reading.set(hash, answer)
    return answer
  }
}
