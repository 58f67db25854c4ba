import { parseArgs } from 'node:util'

export interface Options {
  /** Workloads in the record. */
  sizes: number[]
  /** Tiny, to see that everything runs: its figures mean nothing. */
  quick: boolean
  /** Only these groups of rows; all when there is none. */
  only: string[]
  /** Prints the last run as Markdown, and measures nothing. */
  markdown: boolean
  rounds: number
  /** Operations of one caller, and of all 64, in a round. */
  loneOperations: number
  sharedOperations: number
  /** Repetitions of a read. */
  reads: number
}

export const CALLERS = 64
/** Beyond, files are read only: two copies to write to would take thirty gigabytes at five million. */
export const LARGEST_WRITTEN = 1_000_000

export function parseOptions(args: string[], rows = '20000,1000000'): Options {
  const { values } = parseArgs({
    args,
    options: {
      rows: { type: 'string' },
      rounds: { type: 'string' },
      only: { type: 'string', default: '' },
      quick: { type: 'boolean', default: false },
      markdown: { type: 'boolean', default: false },
    },
  })
  const { quick, only, markdown } = values
  return {
    sizes: wholeNumbers('rows', values.rows ?? (quick ? '300' : rows)),
    rounds: wholeNumbers('rounds', values.rounds ?? (quick ? '1' : '9'))[0] ?? 1,
    quick,
    only: only.split(',').flatMap((name) => name.trim() || []),
    markdown,
    loneOperations: quick ? 3 : 250,
    sharedOperations: quick ? 128 : 2_560,
    reads: quick ? 3 : 200,
  }
}

function wholeNumbers(name: string, list: string): number[] {
  const numbers = list.split(',').map(Number)
  if (numbers.every((number) => Number.isSafeInteger(number) && number > 0)) return numbers
  throw new Error(`--${name} takes whole numbers, such as 20000,1000000`)
}
