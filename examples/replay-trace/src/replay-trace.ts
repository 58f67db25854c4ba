import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { type Comparison, compare, type Expected } from './expected.ts'
import type { ReplayTarget } from './port.ts'
import { readSwf } from './read-swf.ts'
import { replay } from './replay.ts'

const USAGE = 'Usage: node main.ts <trace.swf> [--expected <file.json>] [--callers <number>]'

/** Opened once everything else is known to be right; closed in the end. */
type OpenTarget = () => Promise<{ target: ReplayTarget; close(): Promise<void> }>

/**
 * The program, whatever it replays into: reads the log, replays it, prints what the record says, beside what another
 * program computed where that is given.
 * @returns the exit code: 1 when a figure differs
 */
export async function replayTrace(
  args: string[],
  open: OpenTarget,
  say: (line: string) => void,
): Promise<number> {
  const { file, callers, expectedFile } = parse(args)
  const text = readFileSync(file, 'utf8')
  const expected = expectedFile === undefined ? undefined : readExpected(expectedFile, file, text)
  const trace = readSwf(text)
  const snapshotTimes = expected?.snapshots.map(({ t }) => t * 1000) ?? []
  const { target, close } = await open()
  try {
    const startedAt = performance.now()
    const result = await replay(trace, target, { callers, snapshotTimes })
    const seconds = (performance.now() - startedAt) / 1000
    const { create, start, finish } = result.calls
    const rate = Math.round(create / seconds)
    say(
      `${create} workloads, ${create + start + finish} calls in ${seconds.toFixed(1)} s: ${rate} workloads/s`,
    )
    say(`${trace.burstsSkipped} lines of bursts left out`)
    if (expected) return report(compare(expected, result), say)
    say(JSON.stringify({ ...result.final, durations: { ...result.final.durations, buckets: [] } }))
    return 0
  } finally {
    await close()
  }
}

function parse(args: string[]): { file: string; callers: number; expectedFile: string | undefined } {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: { expected: { type: 'string' }, callers: { type: 'string', default: '1' } },
  })
  const [file, ...others] = positionals
  const callers = Number(values.callers)
  if (file === undefined || others.length > 0 || !(Number.isInteger(callers) && callers > 0))
    throw new Error(USAGE)
  return { file, callers, expectedFile: values.expected }
}

function readExpected(expectedFile: string, file: string, text: string): Expected {
  const expected = JSON.parse(readFileSync(expectedFile, 'utf8')) as Expected
  const sha256 = createHash('sha256').update(text).digest('hex')
  if (expected.sha256 && expected.sha256 !== sha256)
    throw new Error(`${file} is not the log of ${expectedFile}`)
  return expected
}

function report(comparisons: Comparison[], say: (line: string) => void): number {
  const width = (texts: string[]) => Math.max(...texts.map((text) => text.length))
  const names = width(comparisons.map(({ name }) => name))
  const expecteds = width(comparisons.map(({ expected }) => expected))
  const actuals = width(comparisons.map(({ actual }) => actual))
  for (const { name, expected, actual, ok } of comparisons) {
    const figures = `${expected.padStart(expecteds)}  ${actual.padStart(actuals)}`
    say(`${name.padEnd(names)}  ${figures}  ${ok ? 'ok' : 'differs'}`)
  }
  const wrong = comparisons.filter(({ ok }) => !ok).length
  say(`${comparisons.length} figures compared, ${wrong} differ`)
  return wrong === 0 ? 0 : 1
}
