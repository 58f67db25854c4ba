import { once } from 'node:events'
import { createServer, type IncomingMessage, request, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { onTestFinished } from 'vitest'

/**
 * What happens to a request. `refuse`: it never arrives. `lose`: it does, and its answer is lost. `hang`: it is kept and
 * never answered. Else what is answered in the server's place; when `open`, nothing follows, and it does not end.
 */
export type Fault =
  | 'refuse'
  | 'lose'
  | 'hang'
  | { status: number; type?: string; body: string; open?: boolean }

export interface FaultProxy {
  url: string
  /** The procedures of each request that came, in their order, as one text. */
  calls: string[]
  /** Those whose connection is closed, in the order of their ends. */
  ended: string[]
  /** Bytes of the server's answers, by call. */
  bytes: Map<string, number>
  /** The longest address asked for. */
  longestUrl(): number
  /** For the next requests, one each. */
  faults: Fault[]
  /** Procedures whose requests never arrive. */
  refused: Set<string>
  /** Breaks every connection that there is. */
  cut(): void
}

/** A network that fails as it is told to, between a client and a server. */
export async function faultProxy(target: string): Promise<FaultProxy> {
  const [calls, ended, faults]: [string[], string[], Fault[]] = [[], [], []]
  const bytes = new Map<string, number>()
  const refused = new Set<string>()
  let longest = 0
  const server = createServer((incoming, outgoing) => {
    const url = incoming.url ?? ''
    const call = url.replace(/^\/api\/trpc\//, '').replace(/\?.*$/, '')
    calls.push(call)
    longest = Math.max(longest, url.length)
    outgoing.once('close', () => ended.push(call))
    const count = (chunk: Buffer) => bytes.set(call, (bytes.get(call) ?? 0) + chunk.length)
    handle(target, incoming, outgoing, count, refused.has(call) ? 'refuse' : faults.shift())
  })
  await once(server.listen(0, '127.0.0.1'), 'listening')
  onTestFinished(() => {
    server.close()
    server.closeAllConnections()
  })
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    calls,
    ended,
    bytes,
    longestUrl: () => longest,
    faults,
    refused,
    cut: () => server.closeAllConnections(),
  }
}

function handle(
  target: string,
  incoming: IncomingMessage,
  outgoing: ServerResponse,
  count: (chunk: Buffer) => void,
  fault: Fault | undefined,
): void {
  if (fault === 'hang') return
  if (fault === 'refuse') {
    incoming.socket.destroy()
    return
  }
  if (typeof fault === 'object') {
    incoming.resume()
    outgoing.writeHead(fault.status, { 'content-type': fault.type ?? 'text/html' })
    if (fault.open) {
      outgoing.flushHeaders()
      outgoing.write(fault.body)
    } else outgoing.end(fault.body)
    return
  }
  const { method, headers, url } = incoming
  const onward = request(`${target}${url}`, { ...(method && { method }), headers }, (answer) => {
    if (fault === 'lose') {
      incoming.socket.destroy()
      answer.resume()
      return
    }
    outgoing.writeHead(answer.statusCode ?? 502, answer.headers)
    answer.on('data', count).pipe(outgoing)
    answer.once('error', () => outgoing.destroy())
  })
  onward.once('error', () => outgoing.destroy())
  outgoing.once('close', () => onward.destroy())
  incoming.pipe(onward)
}

type IsolaData = { code: string } & Record<string, unknown>
const errorOf = (status: number, isola: IsolaData) => {
  // tRPC's numbers: what may pass has another than what is refused.
  const code = status < 500 ? -32029 : -32603
  return { message: isola.code, code, data: { code: isola.code, httpStatus: status, isola } }
}

/** An error as the server would tell it, whatever it is asked. */
export const answering = (status: number, isola: IsolaData): Fault => ({
  status,
  type: 'application/json',
  body: JSON.stringify({ error: errorOf(status, isola) }),
})

/** The same at the beginning of a stream. */
export const streaming = (status: number, isola: IsolaData): Fault => ({
  status: 200,
  type: 'text/event-stream',
  body: `event: connected\ndata: {}\n\nevent: serialized-error\ndata: ${JSON.stringify(errorOf(status, isola))}\n\n`,
})
