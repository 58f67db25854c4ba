import { appendLogResult, logPage } from '@isola/domain'
import { checkLeaseOf } from '../check-lease.ts'
import { appendLogInput, listLogInput, tailInput } from '../inputs.ts'
import { operateProcedure, readOneProcedure } from '../procedures.ts'
import { t } from '../trpc.ts'
import { followLog } from '../verbs/follow-log.ts'

export const logRouter = t.router({
  append: operateProcedure
    .input(appendLogInput)
    .output(appendLogResult)
    .mutation(({ ctx, input: { id, lines } }) => ctx.store.appendLogLines(id, lines, ctx.actor)),

  list: readOneProcedure
    .input(listLogInput)
    .output(logPage)
    .query(async ({ ctx, input: { id, ...query } }) => {
      await checkLeaseOf(ctx, id)
      return ctx.store.listLogLines(id, query)
    }),

  tail: readOneProcedure
    .input(tailInput)
    .subscription(({ ctx, input, signal }) => followLog(ctx, input, signal)),
})
