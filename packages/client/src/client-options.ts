export interface IsolaClientOptions {
  /** Where Isola is served, such as `https://isola.example.org`; in its own pages `location.origin`. */
  url: string | URL
  /** `isk_…`. Absent, the cookie of whoever has signed in with this browser is sent. */
  apiKey?: string
  /** How often a call that may be repeated is made before its failure is reported. Default 6, which is some 5 seconds. */
  attempts?: number
  /** To go through a proxy, for instance. Default: the global one. */
  fetch?: typeof globalThis.fetch
}
