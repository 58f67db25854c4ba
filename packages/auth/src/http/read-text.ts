import type { IncomingMessage } from 'node:http'
import { InvalidInputError, IsolaError } from '@isola/domain'

/**
 * Reads a body as text. Bytes that are not UTF-8 are refused: a lenient decoder would silently store U+FFFD instead.
 * @param onBytes called with the size of each chunk; what it throws ends the reading
 * @throws PAYLOAD_TOO_LARGE for a body over `maxBytes`, INVALID_INPUT for one that is not UTF-8, and the stream's own
 *   error when the client disconnects
 */
export async function readText(
  request: IncomingMessage,
  maxBytes: number,
  onBytes: (bytes: number) => void = () => undefined,
): Promise<string> {
  const body = await readBytes(request, maxBytes, onBytes)
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(body)
  } catch {
    throw new InvalidInputError([{ path: '', message: 'The body is not valid UTF-8' }])
  }
}

async function readBytes(
  request: IncomingMessage,
  maxBytes: number,
  onBytes: (bytes: number) => void,
): Promise<Buffer> {
  const chunks: Buffer[] = []
  let size = 0
  // By default, leaving the loop early destroys the stream, and with it the connection that carries the refusal.
  try {
    for await (const chunk of request.iterator({ destroyOnReturn: false })) {
      size += (chunk as Buffer).length
      if (size > maxBytes) break
      onBytes((chunk as Buffer).length)
      chunks.push(chunk as Buffer)
    }
    if (size <= maxBytes) return Buffer.concat(chunks)
  } finally {
    // Discard what is left: most clients read no answer before they have sent everything.
    request.resume()
  }
  const data = { code: 'PAYLOAD_TOO_LARGE', field: 'body', maxBytes } as const
  throw new IsolaError(data, `The body is over ${maxBytes} bytes`)
}
