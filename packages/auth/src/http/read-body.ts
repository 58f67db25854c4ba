import type { IncomingMessage } from 'node:http'

/** Null when there is more than that: nothing of it is looked at then. @throws when the client leaves meanwhile */
export async function readBody(request: IncomingMessage, maxBytes: number): Promise<Buffer | null> {
  const chunks: Buffer[] = []
  let size = 0
  // Left early, an iterator destroys its stream, and with it the connection that the refusal has to go through.
  for await (const chunk of request.iterator({ destroyOnReturn: false })) {
    size += (chunk as Buffer).length
    if (size > maxBytes) break
    chunks.push(chunk as Buffer)
  }
  if (size <= maxBytes) return Buffer.concat(chunks)
  // Thrown away as it comes: a client that is still sending does not read what it is told.
  request.resume()
  return null
}
