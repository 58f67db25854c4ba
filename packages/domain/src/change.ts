import { z } from 'zod'
import { workloadEvent } from './event.ts'
import { workloadSummary } from './workload.ts'

/** An event, with its workload as it is now; null once that is deleted. */
export const change = z.object({ event: workloadEvent, workload: workloadSummary.nullable() })
export type Change = z.infer<typeof change>

/** `matches`: whether the workload is in the filter that was subscribed to. One that has just left it is told too. */
export const filteredChange = change.extend({ matches: z.boolean() })
export type FilteredChange = z.infer<typeof filteredChange>
