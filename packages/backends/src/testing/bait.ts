import { randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** Files, and a server, that no workload may reach: whether one did is seen here, whatever it says. */
export interface Bait {
  /** What all the files hold, and nothing else in the world does. */
  secret: string
  folder: string
  port: number
  connections(): number
  remove(): void
}

export async function layBait(): Promise<Bait> {
  const secret = `secret-${randomUUID()}`
  const folder = mkdtempSync(join(tmpdir(), 'isola-bait-'))
  for (const [file, text] of [
    ['bait.txt', secret],
    ['bait.json', JSON.stringify({ secret })],
    [
      'bait.mjs',
      `export default ${JSON.stringify(secret)}\nglobalThis.postMessage?.(${JSON.stringify(secret)})`,
    ],
    ['bait.cjs', `module.exports = ${JSON.stringify(secret)}`],
    ['bait.env', secret],
  ] as const)
    writeFileSync(join(folder, file), text)
  // An empty module, which a leak would be able to instantiate.
  writeFileSync(join(folder, 'bait.wasm'), Buffer.from('AGFzbQEAAAA=', 'base64'))
  let connections = 0
  const server = createServer((socket) => {
    connections++
    socket.end(`HTTP/1.1 200 OK\r\ncontent-length: ${secret.length}\r\n\r\n${secret}`)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  return {
    secret,
    folder,
    port: typeof address === 'object' && address ? address.port : 0,
    connections: () => connections,
    remove() {
      server.close()
      rmSync(folder, { recursive: true })
    },
  }
}
