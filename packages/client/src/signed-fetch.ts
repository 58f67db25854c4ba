import type { IsolaClientOptions } from './client-options.ts'

type Target = Parameters<typeof globalThis.fetch>[0]
export type SignedFetch = (target: Target, init?: RequestInit) => Promise<Response>

/** Brings the key along, or, where there is none, the cookie of whoever has signed in with this browser: never both. */
export function signedFetch({ apiKey, fetch = globalThis.fetch }: IsolaClientOptions): SignedFetch {
  return (target, init) => {
    const headers = new Headers(init?.headers)
    if (apiKey !== undefined) headers.set('authorization', `Bearer ${apiKey}`)
    return fetch(target, { ...init, headers, credentials: apiKey === undefined ? 'include' : 'omit' })
  }
}
