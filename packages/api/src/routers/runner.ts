import type { Principal } from '@isola/auth'
import {
  appendLogResult,
  claim,
  finishResult,
  keysetQuery,
  type ListedRunner,
  leaseState,
  type Runner,
  registerRunnerInput,
  runner,
  runnerPage,
} from '@isola/domain'
import { z } from 'zod'
import { claimInput, finishInput, heartbeatInput, reportLogsInput } from '../inputs.ts'
import { runProcedure, seeRunnersProcedure } from '../procedures.ts'
import { t } from '../trpc.ts'
import { claimWork } from '../verbs/claim-work.ts'
import { heartbeat } from '../verbs/heartbeat.ts'

/** What runners call; all of it may be repeated. */
export const runnerRouter = t.router({
  register: runProcedure
    .input(registerRunnerInput)
    .output(runner)
    .mutation(({ ctx, input }) => ctx.store.registerRunner(input, ctx.actor)),

  claim: runProcedure
    .input(claimInput)
    .output(z.object({ claim: claim.nullable() }))
    .mutation(({ ctx, input, signal }) => claimWork(ctx, input, signal)),

  heartbeat: runProcedure
    .input(heartbeatInput)
    .output(leaseState)
    .mutation(({ ctx, input, signal }) => heartbeat(ctx, input, signal)),

  log: runProcedure
    .input(reportLogsInput)
    .output(appendLogResult)
    .mutation(({ ctx, input: { id, leaseToken, lines } }) =>
      ctx.store.reportLogs(id, leaseToken, lines, ctx.actor),
    ),

  finish: runProcedure
    .input(finishInput)
    .output(finishResult)
    .mutation(({ ctx, input: { id, leaseToken, ...report } }) =>
      ctx.store.finish(id, leaseToken, report, ctx.actor),
    ),

  list: seeRunnersProcedure
    .input(keysetQuery.optional())
    .output(runnerPage)
    .query(async ({ ctx, input }) => {
      const { items, nextCursor } = await ctx.store.listRunners(input)
      return { items: items.map(seenBy(ctx.caller.principal)), nextCursor }
    }),
})

/** A runner sees which others there are, for what they offer; their work is none of its business. */
const seenBy =
  ({ kind, id }: Principal) =>
  (one: Runner): ListedRunner =>
    kind !== 'runner' || id === one.id ? one : { ...one, bootId: null, running: [] }
