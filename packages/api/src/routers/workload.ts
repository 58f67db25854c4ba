import { may } from '@isola/auth'
import {
  createWorkloadInput,
  eventPage,
  listWorkloadsQuery,
  workload,
  workloadEvent,
  workloadPage,
  workloadSummary,
} from '@isola/domain'
import { z } from 'zod'
import { checkLease, checkLeaseOf } from '../check-lease.ts'
import {
  byId,
  changesInput,
  deleteInput,
  eventsInput,
  killInput,
  noteInput,
  overrideInput,
  retryInput,
  updateInput,
  updateStatusInput,
  waitInput,
} from '../inputs.ts'
import {
  correctProcedure,
  exactInput,
  operateProcedure,
  readOneProcedure,
  readProcedure,
} from '../procedures.ts'
import { t } from '../trpc.ts'
import { followChanges } from '../verbs/follow-changes.ts'
import { waitForWorkload } from '../verbs/wait-for-workload.ts'

/** Each procedure parses, calls one verb of the store, and returns. */
export const workloadRouter = t.router({
  create: operateProcedure
    .use(exactInput)
    .input(createWorkloadInput)
    .output(workload)
    .mutation(({ ctx, input }) => ctx.store.createWorkload(input, ctx.actor)),

  get: readOneProcedure
    .input(byId)
    .output(workload)
    .query(async ({ ctx, input }) => checkLease(ctx.caller, await ctx.store.getWorkload(input.id))),

  list: readProcedure
    .input(listWorkloadsQuery.optional())
    .output(workloadPage)
    .query(({ ctx, input }) => ctx.store.listWorkloads(input)),

  update: operateProcedure
    .input(updateInput)
    .output(workloadSummary)
    .mutation(({ ctx, input: { id, ifRevision, reason, ...update } }) => {
      const options = {
        ...(ifRevision !== undefined && { ifRevision }),
        ...(reason !== undefined && { reason }),
      }
      return ctx.store.updateWorkload(id, update, ctx.actor, options)
    }),

  updateStatus: operateProcedure
    .input(updateStatusInput)
    .output(workloadSummary)
    .mutation(({ ctx, input: { id, status, ...options } }) =>
      ctx.store.updateWorkloadStatus(id, status, ctx.actor, options),
    ),

  override: correctProcedure
    .input(overrideInput)
    .output(workloadSummary)
    .mutation(({ ctx, input: { id, status, ...options } }) =>
      ctx.store.overrideWorkloadStatus(id, status, ctx.actor, options),
    ),

  kill: operateProcedure
    .input(killInput)
    .output(workloadSummary)
    .mutation(({ ctx, input: { id, ...options } }) => ctx.store.killWorkload(id, ctx.actor, options)),

  retry: operateProcedure
    .input(retryInput)
    .output(workload)
    .mutation(({ ctx, input: { id, ...options } }) => ctx.store.retryWorkload(id, ctx.actor, options)),

  delete: correctProcedure
    .input(deleteInput)
    .output(byId)
    .mutation(async ({ ctx, input: { id, reason } }) => {
      await ctx.store.deleteWorkload(id, ctx.actor, { reason })
      return { id }
    }),

  note: operateProcedure
    .input(noteInput)
    .output(workloadEvent)
    .mutation(({ ctx, input: { id, text } }) => ctx.store.addNote(id, text, ctx.actor)),

  events: readOneProcedure
    .input(eventsInput)
    .output(eventPage)
    .query(async ({ ctx, input: { id, ...query } }) => {
      await checkLeaseOf(ctx, id)
      // What is left of a deleted workload's history is for those who may delete.
      return ctx.store.listEvents(id, query, { deleted: may(ctx.caller.principal, 'correct') })
    }),

  wait: readOneProcedure
    .input(waitInput)
    .output(z.object({ workload, done: z.boolean() }))
    .query(({ ctx, input, signal }) => waitForWorkload(ctx, input, signal)),

  changes: readProcedure
    .input(changesInput)
    .subscription(({ ctx, input, signal }) => followChanges(ctx, input, signal)),
})
