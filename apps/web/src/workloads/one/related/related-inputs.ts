import type { ListWorkloadsQuery, WorkloadSummary } from '@isola/domain'

/** Asked for by the page and by the tab: one wording, one query. */
const SHOWN = 20

export const retriesInput = (id: string): ListWorkloadsQuery => ({ filter: { retryOf: id }, limit: SHOWN })

/** Equal work; it is among them itself. */
export const alikeInput = ({ inputHash }: Pick<WorkloadSummary, 'inputHash'>): ListWorkloadsQuery => ({
  filter: { inputHash },
  limit: SHOWN,
})
