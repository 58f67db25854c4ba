/** Runs the same groups of rows in another checkout and in this one, in turns: `node benchmarks/compare.ts <checkout> --pairs 5 -- --only writes`. */
import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import process from 'node:process'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import type { Figure } from './figure.ts'
import { median } from './measure.ts'
import { toText } from './table.ts'

const HERE = fileURLToPath(new URL('../', import.meta.url))
const separator = process.argv.indexOf('--')
const own = process.argv.slice(2, separator === -1 ? undefined : separator)
const passedOn = separator === -1 ? [] : process.argv.slice(separator + 1)
const { values, positionals } = parseArgs({
  args: own,
  options: { pairs: { type: 'string', default: '5' } },
  allowPositionals: true,
})
const [other] = positionals
if (!other) throw new Error('Say which checkout to compare with')
const before = resolve(other)

/** One run of a checkout's own benchmark, by its own code. */
function measure(checkout: string): Figure[] {
  const { stdout, status } = spawnSync(process.execPath, ['benchmarks/bench.ts', ...passedOn], {
    cwd: checkout,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const file = /^Written to (.+)$/m.exec(stdout)?.[1]
  if (status !== 0 || !file) throw new Error(`The benchmark of ${checkout} failed`)
  return (JSON.parse(readFileSync(join(file), 'utf8')) as { figures: Figure[] }).figures
}

const runs: { ours: Figure[]; theirs: Figure[] }[] = []
for (let pair = 0; pair < Number(values.pairs); pair++) {
  console.error(`pair ${pair + 1}`)
  // Which one goes first alternates, so that neither always has the quieter machine.
  const [first, second] = pair % 2 === 0 ? [before, HERE] : [HERE, before]
  const [one, two] = [measure(first), measure(second)]
  runs.push(pair % 2 === 0 ? { theirs: one, ours: two } : { theirs: two, ours: one })
}

const of = (figures: Figure[], { name, size }: Figure) =>
  figures.find((figure) => figure.name === name && figure.size === size)?.value ?? Number.NaN

/** How much slower a row has become: of a rate the inverse. */
const compared = (runs[0]?.ours ?? [])
  .filter((row) => runs.every(({ theirs }) => !Number.isNaN(of(theirs, row))))
  .map((row): Figure => {
    const ratios = runs.map(({ ours, theirs }) => of(ours, row) / of(theirs, row))
    return {
      name: row.name,
      size: row.size,
      unit: row.unit,
      value: median(runs.map(({ ours }) => of(ours, row))),
      beside: { what: 'before', value: median(runs.map(({ theirs }) => of(theirs, row))) },
      ratio: median(ratios),
      target: { of: 'ratio', ...(row.unit === '/s' ? { atLeast: 1 / 1.1 } : { atMost: 1.1 }) },
    }
  })
console.log(toText(compared))
