import { randomUUID } from 'node:crypto'
import { link, open, rm, stat, writeFile } from 'node:fs/promises'
import { dirname } from 'node:path'
import { InvalidInputError } from '@isola/domain'
import type { StoreContext } from '../context.ts'
import { runApart } from './run-apart.ts'

/**
 * A consistent copy of one moment, made while others write: VACUUM INTO reads one snapshot, in a process of its own, and
 * nobody waits for it. It appears under its name only when it is whole and on disk, and replaces nothing.
 */
export async function backup({ file }: StoreContext, path: string): Promise<void> {
  if (await exists(path)) throw taken(path)
  // A name of its own: two backups to one path would write into one file.
  const partial = `${path}.${randomUUID()}.partial`
  // Empty, for its owner alone: SQLite would make it for all to read.
  await writeFile(partial, '', { mode: 0o600, flag: 'wx' })
  try {
    await runApart(new URL('./backup-process.ts', import.meta.url), { file, path: partial })
    await sync(partial)
    await link(partial, path)
    await sync(dirname(path))
  } catch (error) {
    throw (error as NodeJS.ErrnoException).code === 'EEXIST' ? taken(path) : error
  } finally {
    await rm(partial, { force: true })
  }
}

const taken = (path: string) => new InvalidInputError([{ path: 'path', message: `${path} exists already` }])

const exists = (path: string) =>
  stat(path).then(
    () => true,
    () => false,
  )

/** VACUUM INTO leaves the copy to the operating system's cache, and so does a new name its folder. */
async function sync(path: string): Promise<void> {
  const handle = await open(path, 'r')
  await handle.sync()
  await handle.close()
}
