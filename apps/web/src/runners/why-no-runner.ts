import type { Backend, Isolation, Runtime } from '@isola/domain'

interface Wanted {
  isolation: Isolation
  runtime: Runtime
  hold: boolean
}

/** Why no live runner takes such a workload; undefined when one would, or where none needs to. */
export function whyNoRunner(
  { isolation, runtime, hold }: Wanted,
  backends: readonly Backend[],
): string | undefined {
  if (hold) return undefined
  const fitting = backends.filter((backend) => isolation === 'auto' || backend.isolation === isolation)
  if (fitting.some(({ runtimes }) => runtimes.includes(runtime))) return undefined
  const [asked] = fitting
  if (isolation !== 'auto' && asked && !asked.available) return asked.reason ?? 'No runner offers it'
  return `No runner runs ${runtime}${isolation === 'auto' ? '' : ' in it'}`
}
