import { backend, systemInfo } from '@isola/domain'
import { z } from 'zod'
import { nothing } from '../inputs.ts'
import { openProcedure, seeRunnersProcedure } from '../procedures.ts'
import { t } from '../trpc.ts'

export const systemRouter = t.router({
  info: openProcedure
    .input(nothing)
    .output(systemInfo)
    .query(async ({ ctx: { version, auth, caller } }) => ({
      version,
      setUpNeeded: await auth.setUp.needed(),
      caller: caller?.principal ?? null,
    })),

  backends: seeRunnersProcedure
    .input(nothing)
    .output(z.object({ items: z.array(backend) }))
    .query(async ({ ctx }) => ({ items: await ctx.store.listBackends() })),
})
