/** Where the time comes from; tests hand in their own. */
export interface Clock {
  /** Milliseconds since 1970-01-01 UTC, an integer. May jump, as wall clocks do. */
  now(): number
}

export const systemClock: Clock = { now: () => Date.now() }
