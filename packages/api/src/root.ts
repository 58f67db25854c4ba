import { adminRouter } from './routers/admin.ts'
import { logRouter } from './routers/log.ts'
import { runnerRouter } from './routers/runner.ts'
import { statsRouter } from './routers/stats.ts'
import { systemRouter } from './routers/system.ts'
import { workloadRouter } from './routers/workload.ts'
import { t } from './trpc.ts'

export const appRouter = t.router({
  workload: workloadRouter,
  log: logRouter,
  stats: statsRouter,
  runner: runnerRouter,
  admin: adminRouter,
  system: systemRouter,
})
export type AppRouter = typeof appRouter
