/** Runs a file of JavaScript or TypeScript, with its log as it comes, and says how it ended. Ctrl+C kills it. */
import { readFileSync } from 'node:fs'
import { basename } from 'node:path'
import { parseArgs } from 'node:util'
import { createIsolaClient, type RunInput, type RunOutcome } from '@isola/client'

const { ISOLA_URL = 'http://127.0.0.1:4747', ISOLA_API_KEY = '' } = process.env
const client = createIsolaClient({ url: ISOLA_URL, apiKey: ISOLA_API_KEY })
const interrupted = new AbortController()
process.once('SIGINT', () => interrupted.abort(new Error('interrupted')))

try {
  const outcome = await client.run(readInput(), {
    onLog: ({ stream, line }) => console.error(stream === 'stderr' ? `! ${line}` : `  ${line}`),
    signal: interrupted.signal,
  })
  say(outcome)
  process.exitCode = outcome.status === 'completed' ? 0 : 1
} catch (error) {
  // What Isola refuses, and no answer at all. What the code itself does wrong is an outcome.
  console.error(error instanceof Error ? error.message : error)
  process.exitCode = 2
}

function readInput(): RunInput {
  const options = { input: { type: 'string', default: 'null' } } as const
  const { values, positionals } = parseArgs({ options, allowPositionals: true })
  const [file] = positionals
  if (file === undefined) throw new Error('Usage: node main.ts <file> [--input <JSON>]')
  return {
    runtime: 'node',
    isolation: 'isolate',
    name: basename(file),
    code: readFileSync(file, 'utf8'),
    input: JSON.parse(values.input),
    timeoutSeconds: 600,
  }
}

/** Each status has what goes with it, and TypeScript knows. */
function say(outcome: RunOutcome): void {
  switch (outcome.status) {
    case 'completed':
      console.log(`completed in ${outcome.workload.durationMs} ms:`, outcome.value)
      break
    case 'failed':
      console.log(`failed, ${outcome.cause}: ${outcome.error}`)
      break
    case 'killed':
      console.log(`killed by ${outcome.cause}`)
  }
}
