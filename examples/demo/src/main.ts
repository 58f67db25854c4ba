import { parseArgs } from 'node:util'
import { createIsolaClient } from '@isola/client'
import { reportTooLate } from './late-report.ts'
import { planWeek } from './plan.ts'
import { report } from './report.ts'

const { values } = parseArgs({
  options: {
    workloads: { type: 'string', default: '2000' },
    seed: { type: 'string', default: '1' },
    callers: { type: 'string', default: '32' },
  },
})
const { ISOLA_URL = 'http://localhost:4747', ISOLA_API_KEY } = process.env
if (!ISOLA_API_KEY) throw new Error('ISOLA_API_KEY is needed: the key of an admin')
const isola = createIsolaClient({ url: ISOLA_URL, apiKey: ISOLA_API_KEY })

const plans = planWeek(Number(values.workloads), Number(values.seed), Date.now())
const waiting = plans.values()
await Promise.all(
  Array.from({ length: Number(values.callers) }, async () => {
    for (const plan of waiting) await report(isola, plan)
  }),
)
await reportTooLate(isola, ISOLA_URL)
const { byStatus } = await isola.stats.summary.query()
console.log(`The record holds ${JSON.stringify(byStatus)}`)
