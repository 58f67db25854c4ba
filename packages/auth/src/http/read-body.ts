import type { IncomingMessage } from 'node:http'

/** Null when there is more than that: nothing of it is looked at then. @throws when the client leaves meanwhile */
export async function readBody(request: IncomingMessage, maxBytes: number): Promise<Buffer | null> {
  const chunks: Buffer[] = []
  let size = 0
  // Left early, an iterator destroys its stream, and with it the connection that the refusal has to go through.
  for await (const chunk of request.iterator({ destroyOnReturn: false })) {
    size += (chunk as Buffer).length
    if (size > maxBytes) {
      request.resume()
      return null
    }
    chunks.push(chunk as Buffer)
  }
  return Buffer.concat(chunks)
}
