import { ISOLATIONS, type Isolation, RUNTIMES, type Runtime } from './lifecycle.ts'
import type { Capability } from './runner.ts'

/** What a workload asks of a runner: an isolation, or `auto`, and a runtime. There are 25 kinds. */
export interface WorkKind {
  isolation: Isolation
  runtime: Runtime
}

export const WORK_KINDS: readonly WorkKind[] = ISOLATIONS.flatMap((isolation) =>
  RUNTIMES.map((runtime) => ({ isolation, runtime })),
)

/** A kind as the key of a map. */
export const workKindKey = ({ isolation, runtime }: WorkKind): string => `${isolation} ${runtime}`

/** The kinds that a runner with these capabilities can run: exactly these isolations, and `auto`. Nothing runs in a weaker one. */
export function offeredBy(capabilities: readonly Capability[]): WorkKind[] {
  return WORK_KINDS.filter(({ isolation, runtime }) =>
    capabilities.some(
      (one) =>
        one.available &&
        one.runtimes.includes(runtime) &&
        (isolation === 'auto' || isolation === one.isolation),
    ),
  )
}
