import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Figure } from './figure.ts'
import { LARGEST_WRITTEN, type Options } from './options.ts'
import { activity } from './rows/activity.ts'
import type { Group } from './rows/group.ts'
import { historyCost } from './rows/history-cost.ts'
import { httpGet } from './rows/http-get.ts'
import { lists } from './rows/lists.ts'
import { pairedWrites } from './rows/paired-writes.ts'
import { processCosts } from './rows/process-costs.ts'
import { singleReads } from './rows/single-reads.ts'
import { CACHE, cachedSeed, copyOnDisk } from './seed/cached-seed.ts'

const GROUPS: Group[] = [pairedWrites, historyCost, singleReads, activity, lists, processCosts, httpGet]

/** Every row, at every size. */
export async function run(options: Options, say: (line: string) => void): Promise<Figure[]> {
  refuseUnknown(options.only, GROUPS)
  const folder = mkdtempSync(join(tmpdir(), 'isola-bench-'))
  // Tests run it in several processes at once: they share nothing.
  const cache = options.quick ? folder : CACHE
  const figures: Figure[] = []
  try {
    for (const size of options.sizes) {
      say(`${size} workloads: making or finding the record`)
      const file = cachedSeed(size, cache)
      for (const group of GROUPS.filter((group) => isAsked(group, options, size))) {
        say(`${size} workloads: ${group.name}`)
        figures.push(...(await measureGroup(group, options, size, file)))
      }
    }
    return figures
  } finally {
    rmSync(folder, { recursive: true })
  }
}

export function refuseUnknown(only: string[], groups: { name: string }[]): void {
  const names = groups.map(({ name }) => name)
  const unknown = only.filter((name) => !names.includes(name))
  if (unknown.length > 0) throw new Error(`--only takes ${names.join(', ')}; not ${unknown.join(', ')}`)
}

const isAsked = ({ name, writes }: Group, { only }: Options, size: number): boolean =>
  (only.length === 0 || only.includes(name)) && (!writes || size <= LARGEST_WRITTEN)

async function measureGroup(group: Group, options: Options, size: number, file: string): Promise<Figure[]> {
  const folder = mkdtempSync(join(tmpdir(), 'isola-bench-'))
  try {
    const copy = (name: string) => copyOnDisk(file, join(folder, `${name}.db`))
    return await group.measure({ options, size, file, copy })
  } finally {
    rmSync(folder, { recursive: true })
  }
}
