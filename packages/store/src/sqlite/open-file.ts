import { chmodSync, realpathSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import type { Clock } from '@isola/domain'
import { ensureFile } from './ensure-file.ts'
import { lockFile } from './file-lock.ts'
import { makeFolder } from './make-folder.ts'
import { applyMigrations } from './migrate.ts'
import { type Durability, setWriterPragmas } from './pragmas.ts'
import { connectWriter, type Writer } from './serialised-adapter.ts'

const PRISMA_FOLDER = new URL('../../../../prisma/', import.meta.url)

export interface OpenedFile {
  file: string
  writer: Writer
  /** Lets go of the connection, then of the lock. */
  close(): void
}

/** Takes, opens and migrates the file; when any of it fails, nothing is held and nothing was changed. */
export async function openFile(url: string, durability: Durability, clock: Clock): Promise<OpenedFile> {
  const path = resolve(url.replace(/^file:/, ''))
  makeFolder(dirname(path))
  ensureFile(path)
  // The lock stands beside the file itself: through a link, a second process would take another one.
  const file = realpathSync(path)
  const lock = lockFile(file, clock)
  let writer: Writer | undefined
  const close = () => {
    writer?.db.close()
    lock.release()
  }
  try {
    writer = await connectWriter(file)
    applyMigrations(writer.db, PRISMA_FOLDER)
    setWriterPragmas(writer.db, durability)
    // SQLite gives the write-ahead log the mode of its database.
    chmodSync(file, 0o600)
    return { file, writer, close }
  } catch (error) {
    close()
    throw error
  }
}
