/** One thing to be timed; prepared before, so that its preparation is not. */
export type Operation = () => Promise<unknown>

export function quantile(values: number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN
}

export const median = (values: number[]): number => quantile(values, 0.5)

/** One after another; how many milliseconds each took. */
export async function latencies(operations: Operation[]): Promise<number[]> {
  const taken: number[] = []
  for (const operation of operations) {
    const startedAt = performance.now()
    await operation()
    taken.push(performance.now() - startedAt)
  }
  return taken
}

/** With so many under way at once; operations a second. */
export async function throughput(operations: Operation[], callers: number): Promise<number> {
  // Whoever is free takes the next.
  const waiting = operations.values()
  const caller = async () => {
    for (const operation of waiting) await operation()
  }
  const startedAt = performance.now()
  await Promise.all(Array.from({ length: callers }, caller))
  return operations.length / ((performance.now() - startedAt) / 1000)
}

/** Of the same operation, once it is warm. */
export async function latencyOf(
  operation: Operation,
  times: number,
): Promise<{ value: number; p99: number; unit: 'ms' }> {
  const operations = (count: number) => Array.from({ length: count }, () => operation)
  await latencies(operations(Math.max(2, Math.ceil(times / 10))))
  const taken = await latencies(operations(times))
  return { value: median(taken), p99: quantile(taken, 0.99), unit: 'ms' }
}
