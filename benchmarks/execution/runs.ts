import { randomUUID } from 'node:crypto'
import type { Installation } from './installation.ts'
import { type Program, toSpec } from './programs.ts'

/** Milliseconds until the backend by itself has the outcome. */
export async function runBare(installation: Installation, program: Program): Promise<number> {
  const startedAt = performance.now()
  const backend = installation[program.isolation]
  const outcome = await backend.run(toSpec(program, randomUUID()), new AbortController().signal, () => {})
  if (outcome.status !== 'completed') throw new Error(`${program.name}: ${outcome.cause} ${outcome.error}`)
  return performance.now() - startedAt
}

/** Milliseconds until whoever submitted it has the outcome, which is on disk by then. */
export async function runThroughIsola({ client }: Installation, program: Program): Promise<number> {
  const startedAt = performance.now()
  const { runtime, isolation, code } = program
  const outcome = await client.run({ runtime, isolation, code })
  if (outcome.status !== 'completed') throw new Error(`${program.name}: ${outcome.status}`)
  return performance.now() - startedAt
}
