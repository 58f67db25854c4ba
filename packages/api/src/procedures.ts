import { may, type Permission, toActor } from '@isola/auth'
import { checkMembers, InvalidInputError, IsolaError, inputError, priceOf, sizeOf } from '@isola/domain'
import { z } from 'zod'
import { t } from './trpc.ts'

/** What a schema refuses is said as an error of the domain, over HTTP and in process alike. */
const procedure = t.procedure.use(async ({ next }) => {
  const result = await next()
  if (!result.ok && result.error.code === 'BAD_REQUEST' && result.error.cause instanceof z.ZodError)
    throw inputError(result.error.cause)
  return result
})

const bounded = t.middleware(async ({ getRawInput, next }) => {
  checkMembers(await getRawInput())
  return next()
})

/**
 * What callers share: the places of searches, the turns of the event loop, and the bytes in flight, of which an answer is
 * part from when it is made until its connection has taken it.
 */
const shared = t.middleware(async ({ ctx, type, path, getRawInput, next }) => {
  const run = async () => {
    const result = await next()
    if (result.ok && type !== 'subscription') ctx.share?.hold(sizeOf(result.data))
    return result
  }
  if (type !== 'query') return run()
  const query = () => (ctx.inTurn ? ctx.inTurn(run) : run())
  if (!ctx.caller || priceOf(path, await getRawInput()).rows === 0) return query()
  const giveBack = ctx.capacity.searches.take(ctx.caller.principal)
  try {
    return await query()
  } finally {
    giveBack()
  }
})

/** Checked before anything is parsed: who may not call learns nothing of what a call would say. */
const allowed = (permission: Permission) =>
  procedure
    .meta({ permission })
    .use(({ ctx, next }) => {
      const { caller } = ctx
      if (!caller) throw new IsolaError({ code: 'UNAUTHENTICATED' }, 'Sign in, or bring an API key')
      if (!may(caller.principal, permission)) {
        throw new IsolaError({ code: 'FORBIDDEN' }, `A ${caller.principal.role} may not do this`)
      }
      return next({ ctx: { caller, actor: toActor(caller.principal) } })
    })
    .use(bounded)
    .use(shared)

export const openProcedure = procedure.meta({ permission: 'anyone' }).use(bounded)
export const readProcedure = allowed('read')
export const readOneProcedure = allowed('read one')
export const operateProcedure = allowed('operate')
export const correctProcedure = allowed('correct')
export const administerProcedure = allowed('administer')
export const runProcedure = allowed('run')
export const seeRunnersProcedure = allowed('see runners')

/** Refuses an `input` whose numbers were rounded by parsing: two 64-bit ids would become one, with one hash. */
export const exactInput = t.middleware(({ ctx, batchIndex, next }) => {
  const path = ctx.lossyNumber?.(batchIndex) ?? null
  if (path === null) return next()
  const message = 'is not exactly a double (IEEE 754) and would be rounded: send it as a string'
  throw new InvalidInputError([{ path, message }])
})
