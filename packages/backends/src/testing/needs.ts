import type { Runtime } from '@isola/domain'
import type { Backend } from '../backend.ts'
import { runOnce } from './run-once.ts'

const NOTHING: Partial<Record<Runtime, string>> = { go: 'package main\n\nfunc main() {}\n' }

/** Why a runtime cannot be tested here, said aloud; null when it can. In CI nothing may be missing. */
export async function whyMissing(
  backend: Backend,
  runtime: Runtime,
  ci: string | undefined,
): Promise<string | null> {
  // Not by a probe, which tries every runtime.
  const { status, error } = await runOnce(backend, { runtime, code: NOTHING[runtime] ?? '' })
  if (status === 'completed') return null
  const missing = `${backend.isolation} with ${runtime}: ${error}`
  if (ci) throw new Error(`${missing}; CI must not do without it`)
  process.stderr.write(`NOT TESTED: ${missing}\n`)
  return missing
}
