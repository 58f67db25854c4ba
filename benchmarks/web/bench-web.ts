/** Measures the dashboard, as it is built, against its targets; ../README.md says what each row means. */
import type { Figure } from '../figure.ts'
import { parseOptions } from '../options.ts'
import { lastResultsAsMarkdown, writeResults } from '../results.ts'
import { refuseUnknown } from '../run.ts'
import { CACHE, cachedSeed } from '../seed/cached-seed.ts'
import { toText } from '../table.ts'
import { firstPaint } from './first-paint.ts'
import type { WebGroup } from './group.ts'
import { interactions } from './interactions.ts'
import { lighthouse } from './lighthouse.ts'
import { scripts } from './scripts.ts'
import { serve } from './served.ts'
import { serverTime } from './server-time.ts'

const GROUPS: WebGroup[] = [serverTime, firstPaint, interactions, scripts, lighthouse]
const args = process.argv.slice(2)
const options = parseOptions(args, '1000000')

async function measure(): Promise<Figure[]> {
  refuseUnknown(options.only, GROUPS)
  const figures: Figure[] = []
  for (const size of options.sizes) {
    console.error(`${size} workloads: making or finding the record`)
    const served = await serve(cachedSeed(size, CACHE), size)
    try {
      for (const group of GROUPS.filter(({ name }) => !options.only.length || options.only.includes(name))) {
        console.error(`${size} workloads: ${group.name}`)
        figures.push(...(await group.measure(served)))
      }
    } finally {
      await served.stop()
    }
  }
  return figures
}

if (options.markdown) {
  console.log(lastResultsAsMarkdown('bench:web'))
} else {
  const figures = await measure()
  console.log(toText(figures))
  console.log(`Written to ${writeResults('bench:web', figures, args)}`)
}
