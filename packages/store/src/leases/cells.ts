import { type Capability, ISOLATIONS, type Isolation, RUNTIMES, type Runtime } from '@isola/domain'

/** What work asks for: at most 25 there are. */
export interface Cell {
  isolation: Isolation
  runtime: Runtime
}

export const CELLS: readonly Cell[] = ISOLATIONS.flatMap((isolation) =>
  RUNTIMES.map((runtime) => ({ isolation, runtime })),
)

export const keyOf = ({ isolation, runtime }: Cell): string => `${isolation} ${runtime}`

/** What `auto` becomes: of what is available for the runtime the strongest, of equals the one that is named first. */
export function strongestFor(
  capabilities: readonly Capability[],
  runtime: Runtime,
): Capability['isolation'] | undefined {
  return capabilities
    .filter(({ available, runtimes }) => available && runtimes.includes(runtime))
    .reduce<Capability | undefined>(
      (best, one) => (best && best.strength >= one.strength ? best : one),
      undefined,
    )?.isolation
}

/** What a runner with these capabilities can run: what asks for exactly that, and `auto`. Nothing in anything weaker. */
export function offeredBy(capabilities: readonly Capability[]): Cell[] {
  return CELLS.filter(({ isolation, runtime }) =>
    capabilities.some(
      (one) =>
        one.available &&
        one.runtimes.includes(runtime) &&
        (isolation === 'auto' || isolation === one.isolation),
    ),
  )
}
