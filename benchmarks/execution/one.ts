import type { Figure } from '../figure.ts'
import { median } from '../measure.ts'
import type { ExecutionGroup } from './group.ts'
import { runBare, runThroughIsola } from './runs.ts'

/** One workload at a time, in turns with the same by the backend alone. */
export const one: ExecutionGroup = {
  name: 'one',
  async measure(installation, { reads }) {
    const figures: Figure[] = []
    const rounds = Math.ceil(reads / 4)
    for (const program of installation.programs) {
      const [bare, submitted]: [number[], number[]] = [[], []]
      // The first of each is not counted: what it opens stays open.
      for (let round = 0; round <= rounds; round++) {
        const times = [
          await runBare(installation, program),
          await runThroughIsola(installation, program),
        ] as const
        if (round === 0) continue
        bare.push(times[0])
        submitted.push(times[1])
      }
      const above = submitted.map((ms, round) => ms - (bare[round] ?? 0))
      figures.push({
        name: `${program.name}: submit to recorded result, above the backend alone, p50`,
        size: null,
        value: median(above),
        unit: 'ms',
        beside: { what: `p50 ${median(submitted).toFixed(0)}, alone`, value: median(bare) },
        target: { of: 'value', atMost: 40 },
      })
    }
    return figures
  },
}
