import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { describe, expect, it, type TestContext, vi } from 'vitest'
import { ROOT } from './config.ts'
import { call } from './testing/ask.ts'
import { containerCommand } from './testing/dockerfile.ts'
import { sayFigures } from './testing/lost-writes.ts'
import { descendantsOf } from './testing/processes.ts'
import { BOOTSTRAP_KEY, spawnServer } from './testing/spawn-server.ts'

const ISOLATES = 12
const PATIENT = { timeout: 90_000, interval: 200 }
/** A process of its own is number 1 there, as in a container; it dies with the test. */
const NAMESPACE = ['unshare', '--pid', '--fork', '--mount-proc', '--kill-child']
const [init, server] = containerCommand()
const command = server.map((part) => join(ROOT, part))

/** Skips the test, and says so aloud, where this user may not make namespaces. In CI nothing may be missing. */
function needContainer({ skip }: TestContext): void {
  const { status } = spawnSync(NAMESPACE[0] ?? '', [...NAMESPACE.slice(1), ...init, 'true'])
  if (status === 0) return
  if (process.env.CI) throw new Error('CI must have tini, and the right to make namespaces')
  sayFigures('zombies in a container', { 'NOT TESTED': 'needs root and tini (apt-get install tini)' })
  skip('needs root and tini')
}

const start = (processOne: string[]) =>
  spawnServer({
    command: [...NAMESPACE, ...processOne],
    env: { ISOLA_EMBEDDED_RUNNER: 'on', ISOLA_BOOTSTRAP_KEY: BOOTSTRAP_KEY },
  })

describe('a container', { timeout: 180_000 }, () => {
  it('has no process but the init, the server and its runner once workloads have ended: no zombies', async (context) => {
    needContainer(context)
    const { url, pid, out } = await start([...init, ...command])
    const input = { runtime: 'node', isolation: 'isolate', code: 'export default () => 7' }
    const created = Array.from({ length: ISOLATES }, () => call(url, 'workload.create', BOOTSTRAP_KEY, input))
    for (const { id } of await Promise.all(created))
      await vi.waitFor(
        async () =>
          expect(await call(url, 'workload.get', BOOTSTRAP_KEY, { id }, { method: 'GET' })).toMatchObject({
            status: 'completed',
          }),
        PATIENT,
      )
    await vi.waitFor(() => expect(descendantsOf(pid)).toHaveLength(3), PATIENT)
    expect(out()).not.toContain('process 1')
  })

  it('without an init is warned of in the log', async (context) => {
    needContainer(context)
    const { out } = await start(command)
    expect(out()).toContain('the server is process 1')
  })
})
