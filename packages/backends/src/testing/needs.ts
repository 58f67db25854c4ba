import type { Capability, Runtime } from '@isola/domain'

/** Why a runtime of a sandbox cannot be tested here, said aloud; null when it can. In CI nothing may be missing. */
export function whyMissing(
  { available, runtimes, reason }: Capability,
  runtime: Runtime,
  ci: string | undefined,
): string | null {
  if (available && runtimes.includes(runtime)) return null
  const missing = `sandbox with ${runtime}: ${reason}`
  if (ci) throw new Error(`${missing}; CI must not do without it`)
  process.stderr.write(`NOT TESTED: ${missing}\n`)
  return missing
}
