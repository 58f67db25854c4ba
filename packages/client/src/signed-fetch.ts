import type { IsolaClientOptions } from './create-isola-client.ts'

export type SignedFetch = (url: string | URL, init?: RequestInit) => Promise<Response>

/** Brings the key along, or, where there is none, the cookie of whoever has signed in with this browser: never both. */
export function signedFetch({ apiKey, fetch = globalThis.fetch }: IsolaClientOptions): SignedFetch {
  return (url, init) => {
    const headers = new Headers(init?.headers)
    if (apiKey !== undefined) headers.set('authorization', `Bearer ${apiKey}`)
    return fetch(url, { ...init, headers, credentials: apiKey === undefined ? 'include' : 'omit' })
  }
}
