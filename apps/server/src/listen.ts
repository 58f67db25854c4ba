import { once } from 'node:events'
import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Config } from './config.ts'

/** @returns the port: with 0 the system picks one */
export async function listen(server: Server, { ISOLA_HOST, ISOLA_PORT }: Config): Promise<number> {
  // Rejects when the port is taken.
  await once(server.listen(ISOLA_PORT, ISOLA_HOST), 'listening')
  return (server.address() as AddressInfo).port
}

/** Where our own pages come from: first what people are told, then, unless one public address is set, this machine's names. */
export function originsOf({ ISOLA_HOST, ISOLA_PUBLIC_URL }: Config, port: number): string[] {
  if (ISOLA_PUBLIC_URL) return [ISOLA_PUBLIC_URL]
  const here = ['localhost', '127.0.0.1', '[::1]']
  const host = ISOLA_HOST.includes(':') ? `[${ISOLA_HOST}]` : ISOLA_HOST
  return [...new Set([...here, host])].map((name) => `http://${name}:${port}`)
}
