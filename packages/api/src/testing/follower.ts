import { readError, type WireError } from './answer.ts'

/** One event of a stream. */
export interface Told {
  id: string
  data: unknown
}

/** Reads a stream of server-sent events as it comes; what is not asked for is not read, and holds the server up. */
export class Follower {
  readonly #reader: ReadableStreamDefaultReader<string>
  readonly headers: Headers
  #text = ''
  /** What the server ended the stream with: an error, or `return` for a whole one; null when the connection broke. */
  ended: WireError | 'return' | null = null

  constructor({ body, headers }: Response) {
    if (!body) throw new Error('The answer has no body')
    this.headers = headers
    this.#reader = body.pipeThrough(new TextDecoderStream()).getReader()
  }

  /** The next event, or null when there are no more: `ended` says why. */
  async next(): Promise<Told | null> {
    for (let block = await this.#block(); block !== null; block = await this.#block()) {
      const fields = fieldsOf(block)
      const data = fields.get('data') ?? ''
      const kind = fields.get('event')
      if (kind === undefined) return { id: fields.get('id') ?? '', data: JSON.parse(data) }
      if (kind === 'serialized-error') this.ended = readError(JSON.parse(data))
      if (kind === 'return') this.ended = kind
    }
    return null
  }

  /** So many events, or fewer if it ends before. */
  async take(count: number): Promise<Told[]> {
    const told: Told[] = []
    while (told.length < count) {
      const next = await this.next()
      if (!next) break
      told.push(next)
    }
    return told
  }

  /** What the server ends the stream with, whatever comes before. */
  async end(): Promise<WireError | 'return' | null> {
    while (await this.next());
    return this.ended
  }

  /** Leaves, as a client does whose connection breaks. */
  async drop(): Promise<void> {
    await this.#reader.cancel().catch(() => undefined)
  }

  async #block(): Promise<string | null> {
    for (;;) {
      const end = this.#text.indexOf('\n\n')
      if (end !== -1) {
        const block = this.#text.slice(0, end).trim()
        this.#text = this.#text.slice(end + 2)
        if (block) return block
        continue
      }
      const { done, value } = await this.#reader.read().catch(() => ({ done: true, value: '' }))
      if (done) return null
      this.#text += value
    }
  }
}

const fieldsOf = (block: string): Map<string, string> =>
  new Map(
    block.split('\n').map((line) => {
      const colon = line.indexOf(': ')
      return [line.slice(0, colon), line.slice(colon + 2)]
    }),
  )
