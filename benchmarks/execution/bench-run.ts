/** Measures execution: the server with its own runner, beside the backends by themselves. */
import type { Figure } from '../figure.ts'
import { parseOptions } from '../options.ts'
import { lastResultsAsMarkdown, writeResults } from '../results.ts'
import { refuseUnknown } from '../run.ts'
import { toText } from '../table.ts'
import type { ExecutionGroup } from './group.ts'
import { hundred } from './hundred.ts'
import { install } from './installation.ts'
import { logs } from './logs.ts'
import { memory } from './memory.ts'
import { one } from './one.ts'

const GROUPS: ExecutionGroup[] = [one, hundred, logs, memory]
const args = process.argv.slice(2)
const options = parseOptions(args)

async function measure(): Promise<Figure[]> {
  refuseUnknown(options.only, GROUPS)
  const installation = await install()
  try {
    const figures: Figure[] = []
    for (const group of GROUPS.filter(({ name }) => !options.only.length || options.only.includes(name))) {
      console.error(group.name)
      figures.push(...(await group.measure(installation, options)))
    }
    return figures
  } finally {
    await installation.stop()
  }
}

if (options.markdown) {
  console.log(lastResultsAsMarkdown('bench:run'))
} else {
  const figures = await measure()
  console.log(toText(figures))
  console.log(`Written to ${writeResults('bench:run', figures, args)}`)
}
