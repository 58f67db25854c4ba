import { randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll } from 'vitest'
import type { Backend, Line, Outcome, RunSpec } from '../backend.ts'

/** Options of a backend that shares nothing with any other; its folder goes when the tests around the call have run. */
export function ownOptions(): { scratchFolder: string; name: string; graceMs: number } {
  const scratchFolder = mkdtempSync(join(tmpdir(), 'isola-backends-'))
  afterAll(() => rmSync(scratchFolder, { recursive: true }))
  return { scratchFolder, name: `isola-test-${randomUUID().slice(0, 8)}`, graceMs: 300 }
}

export type Ran = Outcome & { lines: Line[]; stdout: string[]; stderr: string[] }

/** Runs code under generous limits, or others, and collects its log. */
export async function runOnce(
  backend: Backend,
  spec: Pick<RunSpec, 'runtime' | 'code'> & Partial<RunSpec>,
  signal: AbortSignal = new AbortController().signal,
  onLine: (line: Line) => void = () => {},
): Promise<Ran> {
  const lines: Line[] = []
  const defaults = {
    id: `w-${randomUUID()}`,
    input: null,
    cpuLimit: 2,
    memoryLimitMb: 512,
    timeoutSeconds: 120,
  }
  const outcome = await backend.run({ ...defaults, ...spec }, signal, (line) => {
    lines.push(line)
    onLine(line)
  })
  const of = (stream: Line['stream']): string[] =>
    lines.filter((line) => line.stream === stream).map(({ line }) => line)
  return { ...outcome, lines, stdout: of('stdout'), stderr: of('stderr') }
}
