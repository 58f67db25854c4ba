import type { WorkloadsParams } from '#/app/(app)/workloads/search-params.ts'
import { toFilter } from './to-filter.ts'

export const PAGE_SIZE = 50

/** One question for the server that renders and the browser that goes on. */
export const listInput = (params: WorkloadsParams, at: number) => ({
  filter: toFilter(params, at),
  order: params.order,
  limit: PAGE_SIZE,
  ...(params.cursor && { cursor: params.cursor }),
})
