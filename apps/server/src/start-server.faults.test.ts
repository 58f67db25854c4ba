import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { openStore } from '@isola/store'
import { authDatabase } from '@isola/store/auth-database'
import { expect, it, onTestFinished } from 'vitest'
import { ROOT } from './config.ts'
import { processesWith } from './testing/processes.ts'
import { scratchFolder } from './testing/scratch-folder.ts'
import { launch } from './testing/spawn-server.ts'

const START_ALONE = join(ROOT, 'apps/server/src/testing/start-alone.ts')

/** Starts with an embedded runner; the process ends only when nothing that was begun is left in it. */
async function startInVain(dataDir: string, env: Record<string, string> = {}) {
  const { server } = launch({ main: START_ALONE, dataDir, env: { ISOLA_EMBEDDED_RUNNER: 'on', ...env } })
  const { code } = await server.exited
  return { code, said: server.err(), left: processesWith(dataDir) }
}

it('leaves nothing behind when the last thing that a start asks fails', async () => {
  const folder = scratchFolder()
  const store = await openStore({ url: `file:${join(folder, 'isola.db')}` })
  const { client } = authDatabase(store) as { client: { $executeRawUnsafe?(sql: string): Promise<number> } }
  await client.$executeRawUnsafe?.('ALTER TABLE auth_users RENAME COLUMN role TO gone')
  await store.close()
  const { code, said, left } = await startInVain(folder)
  expect(said).toContain('not started')
  expect({ code, left }).toEqual({ code: 0, left: [] })
})

it('leaves nothing behind when its port is taken', async () => {
  const other = createServer()
  await once(other.listen(0, '127.0.0.1'), 'listening')
  onTestFinished(() => void other.close())
  const ISOLA_PORT = String((other.address() as AddressInfo).port)
  const { code, said, left } = await startInVain(join(scratchFolder(), 'data'), { ISOLA_PORT })
  expect(said).toContain('another program has port')
  expect({ code, left }).toEqual({ code: 0, left: [] })
})
