/** The replay of a log into a fresh store in this process: what the same replay over HTTP can be held against. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { replayTrace } from '@isola/example-replay-trace'
import { openStore } from '@isola/store'
import { storeTarget } from './store-target.ts'

async function open() {
  const folder = mkdtempSync(join(tmpdir(), 'isola-replay-'))
  const store = await openStore({ url: `file:${join(folder, 'isola.db')}` })
  const close = async () => {
    await store.close()
    rmSync(folder, { recursive: true })
  }
  return { target: storeTarget(store), close }
}

try {
  process.exitCode = await replayTrace(process.argv.slice(2), open, console.log)
} catch (error) {
  console.error((error as Error).message)
  process.exitCode = 2
}
