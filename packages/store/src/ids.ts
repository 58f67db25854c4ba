import { randomFillSync } from 'node:crypto'
import { idTime } from '@isola/domain'
import { encodeTime, incrementBase32, ulid } from 'ulid'

const TIME_LENGTH = 10

/** Ids of workloads. Called in the write lane, so that the order of ids is the order of commits. */
export class Ids {
  #newest: string | null

  /** @param newest the greatest id in the record */
  constructor(newest: string | null) {
    this.#newest = newest
  }

  /** The greatest id there is. */
  get newest(): string | null {
    return this.#newest
  }

  /** For new work: at max(now, time of the newest id), and after it, also across restarts and clock jumps. */
  next(now: number): string {
    const newest = this.#newest
    return newest === null || now > idTime(newest)
      ? freshId(now)
      : newest.slice(0, TIME_LENGTH) + incrementBase32(newest.slice(TIME_LENGTH))
  }

  /** How far `now` stands behind the newest id. */
  behind(now: number): number {
    return this.#newest === null ? 0 : Math.max(0, idTime(this.#newest) - now)
  }

  /** For an import: a fresh id at that time, in no order with others of the same millisecond. */
  at(time: number): string {
    return freshId(time)
  }

  /** The id has its workload. One that came to nothing (a repeated request, say) must not hold back later ones' time. */
  taken(id: string): void {
    if (this.#newest === null || id > this.#newest) this.#newest = id
  }
}

/** ulid() takes the time 0 for none, and asks the system's clock. */
const freshId = (time: number): string => encodeTime(time, TIME_LENGTH) + ulid(1, random).slice(TIME_LENGTH)

const pool = new Uint8Array(4096)
let used = pool.length

/** From a pool: asking the system for each of sixteen characters made an id cost 59 µs. */
function random(): number {
  if (used === pool.length) {
    randomFillSync(pool)
    used = 0
  }
  return (pool[used++] ?? 0) / 256
}
