import type { Actor, CreateWorkloadInput, LogLinesInput, WorkloadUpdate } from '@isola/domain'

/** The creator reports on work that it holds: no right to act on everything. */
export const CREATOR: Actor = { kind: 'key', id: 'bench', name: 'Benchmark' }

const CODE = `export default async function ({ order }) {
  const response = await fetch('https://orders.example/' + order)
  return { order, status: response.status }
}
`

/** Every workload has an input of its own, so each creation writes a source too. */
export const newWorkload = (order: string): CreateWorkloadInput => ({
  runtime: 'node',
  isolation: 'sandbox',
  name: 'order check',
  code: CODE,
  input: { order },
  memoryLimitMb: 256,
  timeoutSeconds: 30,
  hold: true,
})

export const START: WorkloadUpdate = { status: 'running' }

/** With an output of 1 KiB. */
export const COMPLETION: WorkloadUpdate = {
  status: 'completed',
  exitCode: 0,
  output: { contentType: 'text/plain', encoding: 'utf8', data: 'x'.repeat(1_024) },
}

export const LINES: LogLinesInput = Array.from({ length: 20 }, (_, seq) => ({
  seq,
  stream: 'stdout',
  line: `GET /orders/${4_711 + seq} 200 in 12 ms, 1834 bytes; cache hit, region eu-north-1`,
}))
