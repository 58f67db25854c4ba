import { type Backend, type Capability, ISOLATIONS, RUNTIMES } from '@isola/domain'
import type { StoreContext } from '../context.ts'
import { liveCapabilities } from './read-runner.ts'

const LIMITS = ['cpu', 'memory', 'wallTime', 'network', 'filesystem'] as const

/** Every isolation, and what the live runners together offer of it. */
export async function listBackends({ presence }: StoreContext): Promise<Backend[]> {
  const capabilities = liveCapabilities(presence)
  return ISOLATIONS.filter((isolation) => isolation !== 'auto').map((isolation) => {
    const probed = capabilities.filter((capability) => capability.isolation === isolation)
    const usable = probed.filter(({ available }) => available)
    return {
      isolation,
      available: usable.length > 0,
      runtimes: RUNTIMES.filter((runtime) => usable.some(({ runtimes }) => runtimes.includes(runtime))),
      enforces: enforcedBy(usable),
      runners: usable.length,
      reason:
        usable.length > 0 ? null : (probed.find(({ reason }) => reason)?.reason ?? 'No runner offers it'),
    }
  })
}

const enforcedBy = (usable: Capability[]): Backend['enforces'] =>
  Object.fromEntries(
    LIMITS.map((limit) => [limit, usable.some(({ enforces }) => enforces[limit])]),
  ) as Backend['enforces']
