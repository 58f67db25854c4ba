import { CAUSES, ISOLATIONS, type ParsedWorkloadFilter, RUNTIMES, STATUSES } from '@isola/domain'

/**
 * The cells that a filter by status, cause, isolation and runtime takes in, as conditions: each is a stretch of one
 * index, in the order of ids. At most 100 without a cause, because a facet with all its values is no filter.
 */
export function facetCells({ status, cause, isolation, runtime }: ParsedWorkloadFilter): string[] {
  const facets: Facet[] = [
    ['status', status ?? STATUSES],
    ['isolation', isolation ?? ISOLATIONS],
    ['runtime', runtime ?? RUNTIMES],
  ]
  if (!cause) return product(facets)
  const ended = (status ?? STATUSES).filter((one) => one === 'failed' || one === 'killed')
  // Every cause but the operator's is a failure's.
  return ended.flatMap((one) => {
    const causes = one === 'killed' ? cause.filter((why) => why === 'operator') : cause
    return product([['cause', causes], ['status', [one]], ...facets.slice(1)])
  })
}

type Facet = [column: string, values: readonly string[]]

/** Every combination of one value of each; the values are our own, so they may stand in the text. */
const product = (facets: Facet[]): string[] =>
  facets.reduce<string[]>(
    (cells, [column, values]) =>
      cells.flatMap((cell) => values.map((value) => `${cell && `${cell} AND `}${column} = '${value}'`)),
    [''],
  )

export const hasFacets = ({ status, cause, isolation, runtime }: ParsedWorkloadFilter): boolean =>
  Boolean(status ?? cause ?? isolation ?? runtime)

/** The filter without facets that name all their values. */
export function withoutFullFacets(filter: ParsedWorkloadFilter): ParsedWorkloadFilter {
  const { status, cause, isolation, runtime, ...rest } = filter
  const isFull = (values: readonly string[] | undefined, all: readonly string[]) =>
    values?.length === all.length
  const everyCause = isFull(cause, CAUSES)
  const ended = everyCause
    ? (status ?? STATUSES).filter((one) => one === 'failed' || one === 'killed')
    : status
  return {
    ...rest,
    ...(ended && !isFull(ended, STATUSES) && { status: ended }),
    ...(cause && !everyCause && { cause }),
    ...(isolation && !isFull(isolation, ISOLATIONS) && { isolation }),
    ...(runtime && !isFull(runtime, RUNTIMES) && { runtime }),
  }
}
