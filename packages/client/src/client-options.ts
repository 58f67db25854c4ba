export interface IsolaClientOptions {
  /** Where Isola is served, such as `https://isola.example.org`; in its own pages `location.origin`. */
  url: string | URL
  /** `isk_…`. Without it, a browser sends the cookie of the user who has signed in. */
  apiKey?: string
  /** How often a call that may be repeated is made before its failure is reported. Default 6, which is some 5 seconds. */
  attempts?: number
  /**
   * How long a call may take, in milliseconds, its attempts and the pauses between them included. One that waits at the
   * server (`workload.wait`) gets the time that it waits there on top. A stream that brings nothing within this time is
   * requested again. Default 60,000; `Infinity` never ends a call.
   */
  timeoutMs?: number
  /** To go through a proxy, for instance. Default: the global one. */
  fetch?: typeof globalThis.fetch
}
