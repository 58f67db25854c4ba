import { may, type Permission, toActor } from '@isola/auth'
import { checkMembers, InvalidInputError, IsolaError, inputError } from '@isola/domain'
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
