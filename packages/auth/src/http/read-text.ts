import type { IncomingMessage } from 'node:http'
import { InvalidInputError, IsolaError } from '@isola/domain'

/**
 * The body of a request.
 * @throws PAYLOAD_TOO_LARGE when it is over `maxBytes`, INVALID_INPUT when it is not UTF-8: a decoder that puts U+FFFD in
 *   the place of other bytes would have that stored without a word. And what the stream fails with when the client leaves
 */
export async function readText(request: IncomingMessage, maxBytes: number): Promise<string> {
  const body = await readBytes(request, maxBytes)
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(body)
  } catch {
    throw new InvalidInputError([{ path: '', message: 'The body is not valid UTF-8' }])
  }
}

async function readBytes(request: IncomingMessage, maxBytes: number): Promise<Buffer> {
  const chunks: Buffer[] = []
  let size = 0
  // Left early, an iterator destroys its stream, and with it the connection that the refusal has to go through.
  for await (const chunk of request.iterator({ destroyOnReturn: false })) {
    size += (chunk as Buffer).length
    if (size > maxBytes) break
    chunks.push(chunk as Buffer)
  }
  if (size <= maxBytes) return Buffer.concat(chunks)
  // Thrown away as it comes: a client that is still sending does not read its answer.
  request.resume()
  const data = { code: 'PAYLOAD_TOO_LARGE', field: 'body', maxBytes } as const
  throw new IsolaError(data, `The body is over ${maxBytes} bytes`)
}
