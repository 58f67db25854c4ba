import { type IncomingMessage, request } from 'node:http'
import { readError, type WireError } from './answer.ts'

/** One event of a stream. */
export interface Told {
  id: string
  data: unknown
}

/**
 * Reads a stream of server-sent events as it comes; what is not asked for is not read, and holds the server up. By Node’s
 * own HTTP: of a thousand streams in one process `fetch` gives up those that connect slowly.
 */
export class Follower {
  readonly #response: IncomingMessage
  readonly #chunks: AsyncIterator<string>
  #text = ''
  /** What the server ended the stream with: an error, or `return` for a whole one; null when the connection broke. */
  ended: WireError | 'return' | null = null

  /** Resolves with the stream once the server has begun to answer. */
  static open(url: string, headers: Record<string, string>): Promise<Follower> {
    return new Promise((resolve, reject) => {
      request(url, { headers, agent: false }, (response) => resolve(new Follower(response)))
        .on('error', reject)
        .end()
    })
  }

  private constructor(response: IncomingMessage) {
    this.#response = response.setEncoding('utf8')
    this.#chunks = response[Symbol.asyncIterator]() as AsyncIterator<string>
  }

  get status(): number {
    return this.#response.statusCode ?? 0
  }

  get headers(): Headers {
    return new Headers(this.#response.headers as Record<string, string>)
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
  drop(): void {
    this.#response.destroy()
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
      const { done, value } = await this.#chunks.next().catch(() => ({ done: true, value: '' }))
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
