import { may, type Permission, toActor } from '@isola/auth'
import { checkMembers, InvalidInputError, IsolaError, inputError, priceOf, sizeOf } from '@isola/domain'
import type { TRPCError } from '@trpc/server'
import { z } from 'zod'
import type { ApiContext } from './context.ts'
import { t } from './trpc.ts'

interface Call {
  ctx: ApiContext
  type: 'query' | 'mutation' | 'subscription'
  path: string
  getRawInput(): Promise<unknown>
}

type Outcome = { ok: true; data: unknown } | { ok: false; error: TRPCError }

/**
 * What every call goes through. In one middleware: tRPC copies the context for each, which was a tenth of a request.
 * Callers share the places of searches, the turns of the event loop, and the bytes in flight, of which an answer is part
 * from when it is made until its connection has taken it.
 */
async function attend<Result extends Outcome>(
  { ctx, type, path, getRawInput }: Call,
  next: () => Promise<Result>,
): Promise<Result> {
  const input = await getRawInput()
  checkMembers(input)
  const run = async () => {
    const result = await next()
    if (result.ok) {
      if (type !== 'subscription') ctx.share?.hold(sizeOf(result.data))
      return result
    }
    const { code, cause } = result.error
    // What a schema refuses is said as an error of the domain, over HTTP and in process alike.
    if (code === 'BAD_REQUEST' && cause instanceof z.ZodError) throw inputError(cause)
    return result
  }
  if (type !== 'query') return run()
  const query = () => (ctx.inTurn ? ctx.inTurn(run) : run())
  if (!ctx.caller || priceOf(path, input).rows === 0) return query()
  const giveBack = ctx.capacity.searches.take(ctx.caller.principal)
  try {
    return await query()
  } finally {
    giveBack()
  }
}

/** Checked before anything is parsed: who may not call learns nothing of what a call would say. */
const allowed = (permission: Permission) =>
  t.procedure.meta({ permission }).use((call) => {
    const { caller } = call.ctx
    if (!caller) throw new IsolaError({ code: 'UNAUTHENTICATED' }, 'Sign in, or bring an API key')
    if (!may(caller.principal, permission)) {
      throw new IsolaError({ code: 'FORBIDDEN' }, `A ${caller.principal.role} may not do this`)
    }
    return attend(call, () => call.next({ ctx: { caller, actor: toActor(caller.principal) } }))
  })

export const openProcedure = t.procedure
  .meta({ permission: 'anyone' })
  .use((call) => attend(call, () => call.next()))
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
