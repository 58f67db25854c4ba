import type { Isolation, Runtime } from '@isola/client'

/** A sort of work that comes again and again. */
export interface Kind {
  name: string
  runtime: Runtime
  isolation: Isolation
  team: string
  medianMs: number
  /** How many of a hundred fail. */
  failsOften: number
  code: string
  errors: [string, ...string[]]
}

export const KINDS: [Kind, ...Kind[]] = [
  {
    name: 'nightly-report',
    runtime: 'python',
    isolation: 'sandbox',
    team: 'billing',
    medianMs: 48_000,
    failsOften: 9,
    code: 'def main(input):\n    rows = load(input["month"])\n    return {"rows": len(rows)}\n',
    errors: [
      'ValueError: could not convert string to float: ‘n/a’\n  in column vat, row 112',
      'KeyError: month',
    ],
  },
  {
    name: 'resize-thumbnails',
    runtime: 'node',
    isolation: 'isolate',
    team: 'media',
    medianMs: 210,
    failsOften: 2,
    code: 'export default async ({ url, width }) => resize(await fetch(url), width)\n',
    errors: ['TypeError: fetch failed\n  cause: getaddrinfo ENOTFOUND images.internal'],
  },
  {
    name: 'score-leads',
    runtime: 'python',
    isolation: 'sandbox',
    team: 'sales',
    medianMs: 1_400,
    failsOften: 4,
    code: 'def main(input):\n    return [score(lead) for lead in input["leads"]]\n',
    errors: ['MemoryError: model does not fit into 256 MB'],
  },
  {
    name: 'parse-invoice',
    runtime: 'go',
    isolation: 'gvisor',
    team: 'billing',
    medianMs: 380,
    failsOften: 6,
    code: 'package main\n\nfunc main() { parse(os.Stdin, os.Stdout) }\n',
    errors: ['unexpected end of file at byte 20481', 'unknown currency: XXX'],
  },
  {
    name: 'eval-prompt',
    runtime: 'wasm',
    isolation: 'isolate',
    team: 'research',
    medianMs: 6_200,
    failsOften: 12,
    code: '(module (func (export "_start")))',
    errors: ['RuntimeError: unreachable executed', 'deadline of 60 s passed'],
  },
  {
    name: 'sync-crm',
    runtime: 'node',
    isolation: 'isolate',
    team: 'sales',
    medianMs: 900,
    failsOften: 3,
    code: 'export default ({ since }) => syncContacts(since)\n',
    errors: ['HTTP 503 from api.crm.internal after 3 attempts'],
  },
]
