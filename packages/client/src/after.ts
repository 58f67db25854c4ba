/** The longest delay of a timer, 24.8 days: platforms run a longer one at once. */
const LONGEST_MS = 2 ** 31 - 1

/** A timer for any delay, `Infinity` included. @returns cancels it */
export function after(ms: number, callback: () => void): () => void {
  let timer: ReturnType<typeof setTimeout>
  const wait = (left: number): void => {
    timer = left > LONGEST_MS ? setTimeout(wait, LONGEST_MS, left - LONGEST_MS) : setTimeout(callback, left)
  }
  wait(ms)
  return () => clearTimeout(timer)
}
