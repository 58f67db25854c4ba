import {
  apiKey,
  apiKeyId,
  apiKeyPage,
  auditPage,
  auditQuery,
  createApiKeyInput,
  createdApiKey,
  createUserInput,
  keysetQuery,
  updateUserInput,
  user,
  userId,
  userPage,
} from '@isola/domain'
import { z } from 'zod'
import { administerProcedure } from '../procedures.ts'
import { t } from '../trpc.ts'

/** Every act here is in the audit trail, written in the transaction that does it. */
export const adminRouter = t.router({
  users: t.router({
    list: administerProcedure
      .input(keysetQuery.optional())
      .output(userPage)
      .query(({ ctx, input }) => ctx.auth.users.list(input)),

    create: administerProcedure
      .input(createUserInput)
      .output(user)
      .mutation(({ ctx, input }) => ctx.auth.users.create(input, ctx.actor)),

    update: administerProcedure
      .input(updateUserInput)
      .output(user)
      .mutation(({ ctx, input }) => ctx.auth.users.update(input, ctx.actor)),

    remove: administerProcedure
      .input(z.strictObject({ id: userId }))
      .output(z.object({ id: userId }))
      .mutation(async ({ ctx, input: { id } }) => {
        await ctx.auth.users.remove(id, ctx.actor)
        return { id }
      }),
  }),

  keys: t.router({
    list: administerProcedure
      .input(keysetQuery.optional())
      .output(apiKeyPage)
      .query(({ ctx, input }) => ctx.auth.keys.list(input)),

    create: administerProcedure
      .input(createApiKeyInput)
      .output(createdApiKey)
      .mutation(({ ctx, input }) => ctx.auth.keys.create(input, ctx.actor)),

    revoke: administerProcedure
      .input(z.strictObject({ id: apiKeyId }))
      .output(apiKey)
      .mutation(({ ctx, input }) => ctx.auth.keys.revoke(input.id, ctx.actor)),
  }),

  audit: t.router({
    list: administerProcedure
      .input(auditQuery.optional())
      .output(auditPage)
      .query(({ ctx, input }) => ctx.store.listAudit(input)),
  }),
})
