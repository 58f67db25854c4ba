import { CAUSES, ISOLATIONS, type ParsedWorkloadFilter, RUNTIMES, STATUSES } from '@isola/domain'

/** A cell of the index over status, cause, isolation and runtime, as SQL; every id in it stands in order. */
export function facetCells(filter: ParsedWorkloadFilter): string[] {
  const cells: string[] = []
  for (const status of filter.status ?? STATUSES) {
    for (const cause of causesOf(status)) {
      if (filter.cause && !(cause && filter.cause.includes(cause))) continue
      for (const isolation of filter.isolation ?? ISOLATIONS) {
        for (const runtime of filter.runtime ?? RUNTIMES) {
          const causeIs = cause ? `cause = '${cause}'` : 'cause IS NULL'
          cells.push(
            `status = '${status}' AND ${causeIs} AND isolation = '${isolation}' AND runtime = '${runtime}'`,
          )
        }
      }
    }
  }
  return cells
}

const causesOf = (status: (typeof STATUSES)[number]) => {
  if (status === 'failed') return CAUSES
  return status === 'killed' ? (['operator'] as const) : [null]
}

export const hasFacets = ({ status, cause, isolation, runtime }: ParsedWorkloadFilter): boolean =>
  Boolean(status ?? cause ?? isolation ?? runtime)
