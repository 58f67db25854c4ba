/**
 * What a disk may hold after the power fails. Durable is what a sync of its file has covered; of the rest any part may
 * have reached the disk, in any order, and of a single write any of its sectors. Names are durable when their folder was
 * synced; of later changes to names any first part may have arrived, as in a journaling file system.
 */
import type { Operation } from './trace.ts'

const SECTOR = 512

export interface CrashState {
  /** By name, what each file holds. */
  files: Map<string, Buffer>
  /** What the process had said before. */
  said: string
}

/** Pseudo-random numbers in [0, 1) from a seed (mulberry32), so that a state that fails can be made again. */
export function randomFrom(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

/** The disk when the power fails after the first `cut` operations. */
export function crashState(operations: Operation[], cut: number, random: () => number): CrashState {
  const happened = operations.slice(0, cut)
  const said = happened.map((operation) => (operation.kind === 'say' ? operation.text : '')).join('')
  const names = survivingNames(happened, random)
  // How much of what was not synced gets through: nothing at one end, everything at the other.
  const luck = random()
  const files = new Map<string, Buffer>()
  for (const [name, born] of names) files.set(name, contentOf(happened, name, born, luck, random))
  return { files, said }
}

/** Which names there are, each with the operation that created its file. */
function survivingNames(happened: Operation[], random: () => number): Map<string, number> {
  const synced = happened.findLastIndex(({ kind }) => kind === 'syncFolder')
  const changes = happened.flatMap((operation, at) =>
    operation.kind === 'create' || operation.kind === 'unlink' ? [{ ...operation, at }] : [],
  )
  const durable = changes.filter(({ at }) => at < synced).length
  const surviving = durable + Math.floor(random() * (changes.length - durable + 1))
  const names = new Map<string, number>()
  for (const { kind, name, at } of changes.slice(0, surviving)) {
    if (kind === 'create') names.set(name, at)
    else names.delete(name)
  }
  return names
}

/** From its creation to the next file of that name. */
function contentOf(
  happened: Operation[],
  name: string,
  born: number,
  luck: number,
  random: () => number,
): Buffer {
  const life = happened.slice(born + 1)
  const reborn = life.findIndex((operation) => operation.kind === 'create' && operation.name === name)
  const own = reborn === -1 ? life : life.slice(0, reborn)
  const synced = own.findLastIndex((operation) => operation.kind === 'sync' && operation.name === name)
  const image = new Image()
  for (const [at, operation] of own.entries()) {
    const durable = at < synced
    if (operation.kind === 'truncate' && operation.name === name) {
      if (durable || random() < luck) image.resize(operation.size)
    } else if (operation.kind === 'write' && operation.name === name) {
      if (durable) image.write(operation.offset, operation.data)
      else if (random() < luck) writeSome(image, operation.offset, operation.data, random)
    }
  }
  return image.bytes()
}

/** Whole, or with some of its sectors missing. */
function writeSome(image: Image, offset: number, data: Buffer, random: () => number): void {
  if (random() < 0.5) {
    image.write(offset, data)
    return
  }
  for (let from = 0; from < data.length; ) {
    const to = Math.min(data.length, (Math.floor((offset + from) / SECTOR) + 1) * SECTOR - offset)
    if (random() < 0.5) image.write(offset + from, data.subarray(from, to))
    from = to
  }
}

/** A file's bytes; what was never written is zero. */
class Image {
  #buffer = Buffer.alloc(1 << 16)
  #size = 0

  write(offset: number, data: Buffer): void {
    if (offset + data.length > this.#size) this.resize(offset + data.length)
    data.copy(this.#buffer, offset)
  }

  resize(size: number): void {
    if (size > this.#buffer.length) {
      const larger = Buffer.alloc(size * 2)
      this.#buffer.copy(larger)
      this.#buffer = larger
    }
    if (size < this.#size) this.#buffer.fill(0, size, this.#size)
    this.#size = size
  }

  bytes(): Buffer {
    return this.#buffer.subarray(0, this.#size)
  }
}
