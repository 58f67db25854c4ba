/** Measures the store beside raw better-sqlite3 and against its targets; README.md says what each row means. */
import { parseOptions } from './options.ts'
import { lastResultsAsMarkdown, writeResults } from './results.ts'
import { run } from './run.ts'
import { toText } from './table.ts'

const args = process.argv.slice(2)
const options = parseOptions(args)
if (options.markdown) {
  console.log(lastResultsAsMarkdown('bench'))
} else {
  const figures = await run(options, (line) => console.error(line))
  console.log(toText(figures))
  if (!options.quick) console.log(`Written to ${writeResults('bench', figures, args)}`)
}
