/** Measures a server under load that tries to stop it, beside another checkout's; README.md says what each row means. */
import { existsSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import type { Figure } from '../figure.ts'
import { median } from '../measure.ts'
import { lastResultsAsMarkdown, writeResults } from '../results.ts'
import { refuseUnknown } from '../run.ts'
import { toText } from '../table.ts'
import { anonymous } from './anonymous.ts'
import type { LoadGroup, Sample } from './group.ts'
import { idleRunners } from './idle-runners.ts'
import { logPages } from './log-pages.ts'
import { openWaits } from './open-waits.ts'
import { type LoadOptions, parseLoadOptions } from './options.ts'
import { reads } from './reads.ts'
import { manyCallers } from './requests.ts'
import { searches } from './searches.ts'
import { singleCosts } from './single-costs.ts'
import { startSubject } from './subject.ts'

const ROOT = fileURLToPath(new URL('../../', import.meta.url))
const GROUPS: LoadGroup[] = [logPages, reads, searches, openWaits, idleRunners, singleCosts, anonymous]

async function measure({ beside, rounds, only }: LoadOptions): Promise<Figure[]> {
  refuseUnknown(only, GROUPS)
  const checkouts = beside ? [ROOT, resolve(beside)] : [ROOT]
  const figures: Figure[] = []
  for (const group of GROUPS.filter(({ name }) => only.length === 0 || only.includes(name))) {
    const found = checkouts.map((): Sample[][] => [])
    for (let round = 0; round < (group.once ? 1 : rounds); round++) {
      // Which one goes first alternates, so that neither always has the quieter machine.
      const inOrder = [...checkouts.entries()]
      for (const [index, checkout] of round % 2 === 0 ? inOrder : inOrder.reverse()) {
        console.error(`${group.name}, round ${round + 1}: ${checkout}`)
        found[index]?.push(await measureOnce(group, checkout))
      }
    }
    figures.push(...toFigures(group, found))
  }
  manyCallers.destroy()
  return figures
}

async function measureOnce(group: LoadGroup, checkout: string): Promise<Sample[]> {
  if (group.pages && !existsSync(join(checkout, 'apps/web/.next/BUILD_ID')))
    throw new Error(`${group.name} asks for pages: run pnpm build in ${checkout}`)
  const subject = await startSubject(
    checkout,
    group.rows > 0 ? await recordOf(checkout, group.rows) : undefined,
  )
  try {
    return await group.measure(subject)
  } finally {
    await subject.stop()
  }
}

/** Seeded by the checkout itself: a record of a later version cannot be opened by an earlier one. */
async function recordOf(checkout: string, rows: number): Promise<string> {
  const seeds = (await import(
    pathToFileURL(join(checkout, 'benchmarks/seed/cached-seed.ts')).href
  )) as typeof import('../seed/cached-seed.ts')
  return seeds.cachedSeed(rows, seeds.CACHE)
}

/** Medians of the rounds; the ratio is that of the pairs. */
function toFigures({ rows }: LoadGroup, [ours = [], theirs = []]: Sample[][][]): Figure[] {
  const values = (rounds: Sample[][], name: string) =>
    rounds.map((samples) => samples.find((one) => one.name === name)?.value ?? Number.NaN)
  return (ours[0] ?? []).map((sample) => {
    const [mine, before] = [values(ours, sample.name), values(theirs, sample.name)]
    const ratios = mine
      .flatMap((value, round) => value / (before[round] ?? Number.NaN))
      .filter(Number.isFinite)
    const { target, ...row } = sample
    return {
      ...row,
      ...(target && { target }),
      size: rows > 0 ? rows : null,
      value: median(mine),
      ...(before.length > 0 && { beside: { what: 'before', value: median(before) } }),
      ...(ratios.length > 0 && { ratio: median(ratios) }),
    }
  })
}

const args = process.argv.slice(2)
const options = parseLoadOptions(args)
if (options.markdown) {
  console.log(lastResultsAsMarkdown('bench:load'))
} else {
  const figures = await measure(options)
  console.log(toText(figures))
  console.log(`Written to ${writeResults('bench:load', figures, args)}`)
}
