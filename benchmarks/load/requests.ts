import { Agent, request } from 'node:http'
import { text } from 'node:stream/consumers'
import { setTimeout } from 'node:timers/promises'
import type { Subject } from './subject.ts'

export interface Answer {
  /** 0 when the connection broke without an answer. */
  status: number
  body: string
}

/** As many connections as there are requests: each request is a caller of its own. */
export const manyCallers = new Agent({ keepAlive: true, maxSockets: Number.POSITIVE_INFINITY })
/** For requests that stay open: Node looks through an agent's sockets for every answer, and 2,000 would slow the caller. */
const waitingCallers = new Agent({ maxSockets: Number.POSITIVE_INFINITY })

interface Call {
  key?: string
  /** Sent as JSON by POST; absent, it is a GET. */
  body?: unknown
  signal?: AbortSignal
  /** It stays open, beside others. */
  waits?: true
}

/** Never rejects: a server that dies under load is a figure too. */
export function ask(url: string, { key, body, signal, waits }: Call = {}): Promise<Answer> {
  const sent = body === undefined ? undefined : JSON.stringify(body)
  return new Promise((resolve) => {
    const none = () => resolve({ status: 0, body: '' })
    const headers = {
      ...(key && { authorization: `Bearer ${key}` }),
      ...(sent !== undefined && { 'content-type': 'application/json' }),
    }
    const method = sent === undefined ? 'GET' : 'POST'
    request(
      url,
      { method, agent: waits ? waitingCallers : manyCallers, headers, ...(signal && { signal }) },
      (response) => {
        text(response).then((whole) => resolve({ status: response.statusCode ?? 0, body: whole }), none)
      },
    )
      .on('error', none)
      .end(sent)
  })
}

const inputOf = (value: unknown) => encodeURIComponent(JSON.stringify(value))

export const queryUrl = (subject: Subject, procedure: string, input: unknown): string =>
  `${subject.url}/api/trpc/${procedure}?input=${inputOf(input)}`

/** The same query many times in one request. */
export const batchUrl = (subject: Subject, procedure: string, input: unknown, calls: number): string => {
  const inputs = Object.fromEntries(Array.from({ length: calls }, (_, index) => [index, input]))
  const names = Array.from({ length: calls }, () => procedure).join(',')
  return `${subject.url}/api/trpc/${names}?batch=1&input=${inputOf(inputs)}`
}

export const query = (subject: Subject, procedure: string, input: unknown): Promise<Answer> =>
  ask(queryUrl(subject, procedure, input), { key: subject.key })

/** @throws when it is refused: what prepares a measurement must succeed */
export async function mutate<Data>(
  subject: Subject,
  procedure: string,
  body: unknown,
  key: string = subject.key,
): Promise<Data> {
  const answer = await ask(`${subject.url}/api/trpc/${procedure}`, { key, body })
  if (answer.status !== 200) throw new Error(`${procedure}: ${answer.status} ${answer.body.slice(0, 300)}`)
  return (JSON.parse(answer.body) as { result: { data: Data } }).result.data
}

/** A held workload that stays pending. */
export const createHeld = async (subject: Subject): Promise<string> =>
  (await mutate<{ id: string }>(subject, 'workload.create', { runtime: 'node', hold: true })).id

/** Waits until the server says that so many calls of a kind wait. */
export async function untilWaiting(subject: Subject, streams: string[], count: number): Promise<void> {
  for (let look = 0; look < 600; look++) {
    const { body } = await ask(`${subject.url}/metrics`)
    const numbers = streams.map((stream) =>
      Number(new RegExp(`^isola_subscribers\\{stream="${stream}"\\} (\\d+)$`, 'm').exec(body)?.[1] ?? 0),
    )
    if (Math.max(...numbers) >= count) return
    await setTimeout(100)
  }
  throw new Error(`${count} calls were to wait, and do not`)
}
