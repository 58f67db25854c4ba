import { API_PATH } from '../http/api-handler.ts'
import { appRouter } from '../root.ts'
import { type Answer, readAnswer } from './answer.ts'
import { Follower } from './follower.ts'

/** With its lazy parts loaded: `workload.get` and the others, by their whole path. */
const procedures = appRouter._def.procedures as unknown as Record<string, { _def: ProcedureFacts }>

interface ProcedureFacts {
  type: 'query' | 'mutation' | 'subscription'
  meta?: { permission: string }
  inputs: unknown[]
  output?: unknown
}
export const PROCEDURES = Object.entries(procedures).map(([path, { _def }]) => ({ path, ..._def }))

const typeOf = (path: string): ProcedureFacts['type'] => procedures[path]?._def.type ?? 'query'

/** The API as any program sees it: HTTP and JSON, nothing of ours in between. */
export class Wire {
  readonly url: string
  readonly headers: Record<string, string>

  constructor(url: string, headers: Record<string, string> = {}) {
    this.url = url
    this.headers = headers
  }

  /** The same caller, with more headers. */
  saying(headers: Record<string, string>): Wire {
    return new Wire(this.url, { ...this.headers, ...headers })
  }

  /** One answer; of a stream the first event, or what it ends with. */
  async call(path: string, input?: unknown, signal?: AbortSignal): Promise<Answer> {
    if (typeOf(path) === 'subscription') return this.#beginning(await this.follow(path, input))
    const response = await fetch(...this.#request(path, typeOf(path), input, signal))
    return readAnswer(response.status, response.headers, await response.json())
  }

  /** Calls of one kind in one request. */
  async batch(calls: [path: string, input?: unknown][]): Promise<{ status: number; answers: Answer[] }> {
    const inputs = Object.fromEntries(calls.map(([, input], i) => [i, input]))
    const paths = calls.map(([path]) => path).join(',')
    const [url, init] = this.#request(paths, typeOf(calls[0]?.[0] ?? ''), inputs)
    const response = await fetch(`${url}${url.includes('?') ? '&' : '?'}batch=1`, init)
    const body = (await response.json()) as unknown
    const { status, headers } = response
    return {
      status,
      answers: (Array.isArray(body) ? body : [body]).map((one) => readAnswer(status, headers, one)),
    }
  }

  /** A stream, once the server has begun to answer. */
  follow(path: string, input?: unknown, lastEventId?: string): Promise<Follower> {
    const [url] = this.#request(path, 'subscription', input)
    return Follower.open(url, {
      ...this.headers,
      ...(lastEventId !== undefined && { 'last-event-id': lastEventId }),
    })
  }

  async #beginning(stream: Follower): Promise<Answer> {
    const first = await stream.next()
    stream.drop()
    const { status, headers, ended } = stream
    return { status, headers, data: first, error: ended === 'return' ? null : ended }
  }

  #request(
    path: string,
    type: ProcedureFacts['type'],
    input: unknown,
    signal?: AbortSignal,
  ): [string, RequestInit] {
    const url = this.url + API_PATH + path
    const { headers } = this
    const json = JSON.stringify(input)
    if (type === 'mutation') {
      const init = { method: 'POST', body: json ?? '{}', signal: signal ?? null }
      return [url, { ...init, headers: { ...headers, 'content-type': 'application/json' } }]
    }
    return [
      json === undefined ? url : `${url}?input=${encodeURIComponent(json)}`,
      { headers, signal: signal ?? null },
    ]
  }
}
