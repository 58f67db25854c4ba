/** Runs /workload/main.mts: its default export, when that is a function, is called with the input. */
import { readFileSync, writeSync } from 'node:fs'

const PATH = '/workload/main.mts'
const REPORT = 3
/** V8's words when a buffer, or the memory of WebAssembly, cannot be had. */
const ALLOCATION_FAILURE = /allocation failed|could not allocate memory/i

function report(kind, text = '') {
  const bytes = Buffer.from(`${kind}${text}\n`)
  for (let at = 0; at < bytes.length; ) at += writeSync(REPORT, bytes, at)
}

function fail(error) {
  const said = describe(error)
  report(error instanceof RangeError && ALLOCATION_FAILURE.test(said) ? 'A' : 'E', JSON.stringify(said))
  process.exit(1)
}

/** Its stack without frames of this file and of Node. */
function describe(error) {
  const stack = typeof error?.stack === 'string' ? error.stack : ''
  if (stack === '') return String(error)
  return stack
    .replaceAll(`file://${PATH}`, 'workload')
    .split('\n')
    .filter((line) => !/^\s+at .*(?:file:\/\/|node:)/.test(line))
    .join('\n')
}

// Else Node keeps what cannot be written at once, and drops it when the process exits.
for (const stream of [process.stdout, process.stderr]) stream._handle?.setBlocking?.(true)
process.on('uncaughtException', fail)
report('B')
try {
  const { default: main } = await import(PATH)
  if (typeof main === 'function') {
    report('M')
    const result = (await main(JSON.parse(readFileSync(0, 'utf8')))) ?? null
    const json = JSON.stringify(result)
    if (json === undefined) throw new TypeError(`What was returned cannot be said as JSON: ${typeof result}`)
    report('R', json)
    // What it has left running is over: the workload ends when its function has returned.
    process.exit(0)
  }
} catch (error) {
  fail(error)
}
