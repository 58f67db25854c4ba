const FIRST_MS = 200
const LONGEST_MS = 10_000

/** Doubles with every failure; half of it is random, so that clients that failed together do not retry together. */
export function backoffMs(failures: number, chance: () => number = Math.random): number {
  const ms = Math.min(FIRST_MS * 2 ** (failures - 1), LONGEST_MS)
  return (ms / 2) * (1 + chance())
}
