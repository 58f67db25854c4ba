/** The two runners of a random run: each can run what the other cannot, and both can run some. */
import type { Actor, Capability, Isolation, Runtime, Workload } from '@isola/domain'
import type { Store } from '../store.ts'
import { bootOf, capable, registration, rex, roy } from './runners.ts'

export const RUNNERS: readonly Actor[] = [rex, roy]

const CAPABILITIES: Record<string, Capability[]> = {
  rex: [
    capable('isolate', ['node', 'wasm']),
    capable('gvisor', ['node', 'go'], { available: false }),
    capable('sandbox', ['node', 'python', 'go']),
  ],
  roy: [capable('gvisor', ['python', 'oci', 'wasm']), capable('isolate', ['wasm', 'node'])],
}

/** Said by hand: what each asks for as `auto` gets. */
const STRONGEST: Record<string, Partial<Record<Runtime, Isolation>>> = {
  rex: { node: 'sandbox', wasm: 'isolate', python: 'sandbox', go: 'sandbox' },
  roy: { python: 'gvisor', oci: 'gvisor', wasm: 'gvisor', node: 'isolate' },
}

export const registerRunners = async (store: Store): Promise<void> => {
  for (const runner of RUNNERS)
    await store.registerRunner(registration(runner, CAPABILITIES[runner.id]), runner)
}

export const claimOf = (runner: Actor, claim: number) => ({
  bootId: bootOf(runner),
  claimId: `claim number ${claim}`,
})

export function canRun(runner: string, { isolation, runtime }: Workload): boolean {
  if (isolation === 'auto') return STRONGEST[runner]?.[runtime] !== undefined
  return (CAPABILITIES[runner] ?? []).some(
    (one) => one.available && one.isolation === isolation && one.runtimes.includes(runtime),
  )
}

export function strongestOf(runner: string, runtime: Runtime): Isolation {
  const strongest = STRONGEST[runner]?.[runtime]
  if (!strongest) throw new Error(`${runner} cannot run ${runtime}`)
  return strongest
}
