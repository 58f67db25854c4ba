/** Replays a workload log into a fresh store and compares what it then says with what another program computed. */
import { createHash } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { openStore } from '@isola/store'
import { type Comparison, compare, type Expected } from './expected.ts'
import { readSwf } from './read-swf.ts'
import { replay } from './replay.ts'
import { storeTarget } from './store-target.ts'

const USAGE = 'node replay-trace/main.ts <trace.swf> [--expected <file.json>] [--concurrency <callers>]'

async function main(): Promise<number> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { expected: { type: 'string' }, concurrency: { type: 'string', default: '1' } },
  })
  const [file, ...others] = positionals
  const concurrency = Number(values.concurrency)
  if (file === undefined || others.length > 0 || !(Number.isInteger(concurrency) && concurrency > 0)) {
    throw new Error(`Usage: ${USAGE}`)
  }
  const text = readFileSync(file, 'utf8')
  const expected = values.expected
    ? (JSON.parse(readFileSync(values.expected, 'utf8')) as Expected)
    : undefined
  const sha256 = createHash('sha256').update(text).digest('hex')
  if (expected?.sha256 && expected.sha256 !== sha256) throw new Error(`${file} is not the log of --expected`)

  const trace = readSwf(text)
  const snapshotTimes = expected?.snapshots.map(({ t }) => t * 1000) ?? []
  const folder = mkdtempSync(join(tmpdir(), 'isola-replay-'))
  const store = await openStore({ url: `file:${join(folder, 'isola.db')}` })
  try {
    const startedAt = performance.now()
    const result = await replay(trace, storeTarget(store), { concurrency, snapshotTimes })
    const seconds = (performance.now() - startedAt) / 1000
    const calls = result.calls.create + result.calls.start + result.calls.finish
    console.log(`${calls} calls in ${seconds.toFixed(1)} s, ${trace.burstsSkipped} lines of bursts left out`)
    if (!expected) {
      console.log(JSON.stringify({ ...result.final, durations: { ...result.final.durations, buckets: [] } }))
      return 0
    }
    return report(compare(expected, result))
  } finally {
    await store.close()
    rmSync(folder, { recursive: true })
  }
}

function report(comparisons: Comparison[]): number {
  const width = (texts: string[]) => Math.max(...texts.map((text) => text.length))
  const names = width(comparisons.map(({ name }) => name))
  const expecteds = width(comparisons.map(({ expected }) => expected))
  const actuals = width(comparisons.map(({ actual }) => actual))
  for (const { name, expected, actual, ok } of comparisons) {
    const figures = `${expected.padStart(expecteds)}  ${actual.padStart(actuals)}`
    console.log(`${name.padEnd(names)}  ${figures}  ${ok ? 'ok' : 'differs'}`)
  }
  const wrong = comparisons.filter(({ ok }) => !ok).length
  console.log(`${comparisons.length} figures compared, ${wrong} differ`)
  return wrong === 0 ? 0 : 1
}

try {
  process.exitCode = await main()
} catch (error) {
  console.error((error as Error).message)
  process.exitCode = 2
}
