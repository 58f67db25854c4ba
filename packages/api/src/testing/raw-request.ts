import { once } from 'node:events'
import { connect } from 'node:net'

export interface RawAnswer {
  /** 0 when the server closed the connection without a word. */
  status: number
  text: string
}

/** Says exactly these bytes to the server: no client in between that mends or refuses them. Of a stream, its beginning. */
export async function rawRequest(url: string, parts: Iterable<string | Buffer>): Promise<RawAnswer> {
  const { hostname, port } = new URL(url)
  const socket = connect({ host: hostname, port: Number(port), allowHalfOpen: true })
  let text = ''
  const answered = new Promise<void>((resolve) => {
    socket.setEncoding('utf8').on('data', (chunk: string) => {
      text += chunk
      if (isWhole(text)) resolve()
    })
    // What was not answered before it was reset is seen by its empty answer.
    socket.on('error', () => resolve())
    socket.on('end', () => resolve())
    socket.on('close', () => resolve())
  })
  void send(socket, parts, answered)
  await answered
  socket.destroy()
  // A 100 only says to go on.
  return { status: Number(/^HTTP\/1\.1 ([2-5]\d\d)/m.exec(text)?.[1] ?? 0), text }
}

/** All that will come; of a stream, that it is open. Where the connection is not closed, nothing else says so. */
function isWhole(text: string): boolean {
  const end = text.indexOf('\r\n\r\n')
  if (end === -1) return false
  const [head, body] = [text.slice(0, end).toLowerCase(), text.slice(end + 4)]
  if (/^http\/1\.1 1/.test(head)) return isWhole(body)
  if (/\btransfer-encoding: chunked/.test(head)) {
    return body.endsWith('0\r\n\r\n') || (body.includes('event: connected') && body.includes('\n\n\r\n'))
  }
  const length = /\bcontent-length: (\d+)/.exec(head)?.[1]
  return length !== undefined && Buffer.byteLength(body) >= Number(length)
}

async function send(
  socket: ReturnType<typeof connect>,
  parts: Iterable<string | Buffer>,
  answered: Promise<void>,
): Promise<void> {
  let over = false
  void answered.then(() => {
    over = true
  })
  for (const part of parts) {
    if (over || socket.destroyed) return
    if (!socket.write(part)) await Promise.race([once(socket, 'drain').catch(() => undefined), answered])
  }
}

/** A whole request, which closes its connection. */
export function requestText(
  method: string,
  target: string,
  headers: Record<string, string>,
  body: string | null,
): string {
  const length = body === null ? {} : { 'content-length': String(Buffer.byteLength(body)) }
  const lines = Object.entries({ host: 'localhost', connection: 'close', ...length, ...headers })
  return `${method} ${target} HTTP/1.1\r\n${lines.map(([name, value]) => `${name}: ${value}\r\n`).join('')}\r\n${body ?? ''}`
}
