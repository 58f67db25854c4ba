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
 * Keys in memory, so that a request costs neither a read nor a synced write. Emptied whenever a key is revoked: a read
 * that was under way then is not kept.
 */
export class KeyCache {
  readonly #known = new LRUCache<string, Known>({ max: MOST_KEYS })
  #generation = 0

  async find(hash: string, now: number, read: () => Promise<KeyRow | null>): Promise<KeyRow | null> {
    const known = this.#known.get(hash)
    if (known && Math.abs(now - known.readAt) < KEY_FRESH_MS) return known.row
    const generation = this.#generation
    const row = await read()
    if (row && generation === this.#generation) this.#known.set(hash, { row, readAt: now })
    return row
  }

  clear(): void {
    this.#generation++
    this.#known.clear()
  }
}
