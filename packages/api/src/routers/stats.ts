import { activity, activityQuery, attention, durations, statsFilter, workloadStats } from '@isola/domain'
import { nothing } from '../inputs.ts'
import { readProcedure } from '../procedures.ts'
import { t } from '../trpc.ts'

export const statsRouter = t.router({
  summary: readProcedure
    .input(statsFilter.optional())
    .output(workloadStats)
    .query(({ ctx, input }) => ctx.store.getWorkloadStats(input)),

  activity: readProcedure
    .input(activityQuery)
    .output(activity)
    .query(({ ctx, input }) => ctx.store.getActivity(input)),

  durations: readProcedure
    .input(statsFilter.optional())
    .output(durations)
    .query(({ ctx, input }) => ctx.store.getDurations(input)),

  attention: readProcedure
    .input(nothing)
    .output(attention)
    .query(({ ctx }) => ctx.store.getAttention()),
})
