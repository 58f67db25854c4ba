import { may, type Permission, toActor } from '@isola/auth'
import { InvalidInputError, IsolaError } from '@isola/domain'
import { t } from './trpc.ts'

/** Checked before anything is parsed: who may not call learns nothing of what a call would say. */
const allowed = (permission: Permission) =>
  t.procedure.meta({ permission }).use(({ ctx, next }) => {
    const { caller } = ctx
    if (!caller) throw new IsolaError({ code: 'UNAUTHENTICATED' }, 'Sign in, or bring an API key')
    if (!may(caller.principal, permission)) {
      throw new IsolaError({ code: 'FORBIDDEN' }, `A ${caller.principal.role} may not do this`)
    }
    return next({ ctx: { caller, actor: toActor(caller.principal) } })
  })

export const openProcedure = t.procedure.meta({ permission: 'anyone' })
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
