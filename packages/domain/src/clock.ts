/** Both in browsers and in Node, and in no types that the two share. */
declare const performance: { now(): number }

/** Where the time comes from; tests hand in their own. */
export interface Clock {
  /** Milliseconds since 1970-01-01 UTC, an integer. May jump, as wall clocks do. */
  now(): number
  /** Milliseconds since some moment of this process. Never goes back and never jumps: what is measured by it has passed. */
  monotonic(): number
}

export const systemClock: Clock = { now: () => Date.now(), monotonic: () => performance.now() }
