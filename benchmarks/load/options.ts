import { parseArgs } from 'node:util'

export interface LoadOptions {
  /** Another checkout of Isola, installed and built, that is measured in turns with this one. */
  beside: string | null
  rounds: number
  only: string[]
  markdown: boolean
}

export function parseLoadOptions(args: string[]): LoadOptions {
  const { values } = parseArgs({
    args,
    options: {
      beside: { type: 'string' },
      rounds: { type: 'string', default: '5' },
      only: { type: 'string', default: '' },
      markdown: { type: 'boolean', default: false },
    },
  })
  const rounds = Number(values.rounds)
  if (!Number.isSafeInteger(rounds) || rounds < 1) throw new Error('--rounds takes a whole number')
  return {
    beside: values.beside ?? null,
    rounds,
    only: values.only.split(',').flatMap((name) => name.trim() || []),
    markdown: values.markdown,
  }
}
