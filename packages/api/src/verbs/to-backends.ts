import { type Backend, type Capability, ISOLATIONS, RUNTIMES, type Runner } from '@isola/domain'

const LIMITS = ['cpu', 'memory', 'wallTime', 'network', 'filesystem'] as const

/** Every isolation there is, and what the runners that are live together say of it. */
export function toBackends(runners: Runner[]): Backend[] {
  const capabilities = runners.filter(({ live }) => live).flatMap((runner) => runner.capabilities)
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
