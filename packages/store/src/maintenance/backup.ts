import { chmod, open, rename, rm, stat } from 'node:fs/promises'
import { InvalidInputError } from '@isola/domain'
import type { StoreContext } from '../context.ts'
import { runWorker } from './run-worker.ts'

/**
 * A consistent copy of one moment, made while others write: VACUUM INTO reads one snapshot, in a thread of its own, and
 * nobody waits for it. It appears under its name only when it is whole and on disk.
 */
export async function backup({ file }: StoreContext, path: string): Promise<void> {
  if (await exists(path)) throw new InvalidInputError([{ path: 'path', message: `${path} exists already` }])
  const partial = `${path}.partial`
  await rm(partial, { force: true })
  await runWorker(new URL('./backup-worker.ts', import.meta.url), { file, path: partial })
  await chmod(partial, 0o600)
  await sync(partial)
  await rename(partial, path)
}

const exists = (path: string) =>
  stat(path).then(
    () => true,
    () => false,
  )

/** VACUUM INTO leaves the copy to the operating system's cache. */
async function sync(path: string): Promise<void> {
  const handle = await open(path, 'r')
  await handle.sync()
  await handle.close()
}
