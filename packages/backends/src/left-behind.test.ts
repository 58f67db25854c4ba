import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { describe, expect, it, vi } from 'vitest'
import { createIsolateBackend } from './isolate/isolate-backend.ts'
import { descendantsOf } from './process/descendants.ts'
import { createSandboxBackend } from './sandbox/sandbox-backend.ts'
import { leftovers } from './testing/leftovers.ts'
import { whyMissing } from './testing/needs.ts'
import { ownOptions } from './testing/run-once.ts'

const timeout = 180_000
const doomed = join(import.meta.dirname, 'testing/doomed-runner.ts')

function startDoomed(isolation: string, options: object): ChildProcess {
  return spawn(process.execPath, [doomed, isolation, JSON.stringify(options)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch {
    return false
  }
}

describe.each([
  ['isolate', createIsolateBackend],
  ['sandbox', createSandboxBackend],
] as const)('%s, after its runner was killed', { timeout }, (isolation, create) => {
  const options = ownOptions()
  const backend = create(options)

  it('ends the workload with its runner, and removes the rest at the next start', async ({ skip }) => {
    if (isolation === 'sandbox') {
      const missing = await whyMissing(backend, 'node', process.env.CI)
      skip(missing !== null, missing ?? undefined)
    }
    const runner = startDoomed(isolation, options)
    await once(runner.stdout ?? runner, 'data')
    const workload = descendantsOf(runner.pid ?? 0)
    expect(workload).not.toEqual([])

    runner.kill('SIGKILL')
    await vi.waitFor(() => expect(workload.filter(isAlive)).toEqual([]), { timeout: 60_000, interval: 20 })

    await backend.clean()
    expect(leftovers(options)).toEqual([])
  })
})
