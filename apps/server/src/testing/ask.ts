import { once } from 'node:events'
import { type Agent, type IncomingHttpHeaders, type IncomingMessage, request as send } from 'node:http'
import { text } from 'node:stream/consumers'

export interface Answer {
  status: number
  headers: IncomingHttpHeaders
  text: string
}

export interface Asked {
  method?: string
  headers?: Record<string, string>
  /** Sent as it is, if text; as JSON otherwise. */
  body?: unknown
  /** A connection of its own, unless it is given. */
  agent?: Agent
}

/** One request to a server, the path as it is given. POST when there is a body. */
export async function ask(url: string, path: string, asked: Asked = {}): Promise<Answer> {
  const response = await open(url, path, asked)
  return { status: response.statusCode ?? 0, headers: response.headers, text: await text(response) }
}

/** The same, once its headers are there. */
export async function open(
  url: string,
  path: string,
  { method, headers = {}, body, agent }: Asked = {},
): Promise<IncomingMessage> {
  const { hostname, port } = new URL(url)
  const request = send({
    host: hostname,
    port,
    path,
    method: method ?? (body === undefined ? 'GET' : 'POST'),
    headers: { ...(body !== undefined && { 'content-type': 'application/json' }), ...headers },
    agent: agent ?? false,
  })
  request.end(typeof body === 'string' || body === undefined ? body : JSON.stringify(body))
  const [response] = await once(request, 'response')
  return response
}

export const bearer = (key: string) => ({ authorization: `Bearer ${key}` })

/** What a procedure answers to whoever has this key; a refusal fails the test. */
export async function call(
  url: string,
  procedure: string,
  key: string,
  input?: unknown,
  { agent, method = 'POST' }: Pick<Asked, 'agent' | 'method'> = {},
): Promise<{ [field: string]: unknown }> {
  const query =
    method === 'GET' && input !== undefined ? `?input=${encodeURIComponent(JSON.stringify(input))}` : ''
  const { status, text } = await ask(url, `/api/trpc/${procedure}${query}`, {
    method,
    headers: bearer(key),
    ...(method === 'POST' && { body: input ?? {} }),
    ...(agent && { agent }),
  })
  if (status !== 200) throw new Error(`${procedure} answered ${status}: ${text}`)
  return JSON.parse(text).result.data
}
