import type { Figure } from '../figure.ts'
import { throughput } from '../measure.ts'
import type { ExecutionGroup } from './group.ts'
import { runBare, runThroughIsola } from './runs.ts'

/** A hundred at once, beside the backend alone, which is given as many at a time as the runner takes. */
export const hundred: ExecutionGroup = {
  name: 'hundred',
  async measure(installation, { quick }) {
    const count = quick ? 4 : 100
    const { capacity } = installation
    const figures: Figure[] = []
    for (const program of installation.programs) {
      const times = <Answer>(work: () => Promise<Answer>) => Array.from({ length: count }, () => work)
      const alone = await throughput(
        times(() => runBare(installation, program)),
        capacity,
      )
      const through = await throughput(
        times(() => runThroughIsola(installation, program)),
        count,
      )
      figures.push({
        name: `${program.name}: ${count} submitted at once, until all are recorded`,
        size: null,
        value: through,
        unit: '/s',
        beside: { what: `alone, ${capacity} at a time`, value: alone },
        ratio: through / alone,
      })
    }
    return figures
  },
}
