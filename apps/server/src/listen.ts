import { once } from 'node:events'
import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Config } from './config.ts'

/** @returns the port: with 0 the system picks one */
export async function listen(server: Server, { ISOLA_HOST, ISOLA_PORT }: Config): Promise<number> {
  try {
    await once(server.listen(ISOLA_PORT, ISOLA_HOST), 'listening')
  } catch (error) {
    throw explain(error as NodeJS.ErrnoException, ISOLA_PORT)
  }
  return (server.address() as AddressInfo).port
}

function explain(error: NodeJS.ErrnoException, port: number): Error {
  const options = { cause: error }
  if (error.code === 'EADDRINUSE') {
    return new Error(`ISOLA_PORT: another program has port ${port}`, options)
  }
  if (error.code === 'EACCES') {
    return new Error(`ISOLA_PORT: this user may not listen on port ${port}`, options)
  }
  return new Error(`ISOLA_HOST: must be an address or a name of this machine (${error.code})`, options)
}

const HERE = ['localhost', '127.0.0.1', '::1']
const EVERYWHERE = ['0.0.0.0', '::']

/** Where our own pages come from; the first is what people are told, and leads here. */
export function originsOf({ ISOLA_HOST, ISOLA_PUBLIC_URL }: Config, port: number): string[] {
  if (ISOLA_PUBLIC_URL) return [ISOLA_PUBLIC_URL]
  const isHere = HERE.includes(ISOLA_HOST) || EVERYWHERE.includes(ISOLA_HOST)
  const hosts = isHere ? [...HERE, ISOLA_HOST] : [ISOLA_HOST]
  const names = hosts.map((host) => (host.includes(':') ? `[${host}]` : host))
  return [...new Set(names)].map((name) => new URL(`http://${name}:${port}`).origin)
}

/** Where a process of this machine reaches it, whatever others call it. */
export function hereOf({ ISOLA_HOST }: Config, port: number): string {
  const host = EVERYWHERE.includes(ISOLA_HOST) ? '127.0.0.1' : ISOLA_HOST
  return `http://${host.includes(':') ? `[${host}]` : host}:${port}`
}
