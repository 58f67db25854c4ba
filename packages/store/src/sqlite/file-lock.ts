import { readFileSync, writeFileSync } from 'node:fs'
import { hostname } from 'node:os'
import { type Clock, toTimestamp } from '@isola/domain'
import Database from 'better-sqlite3'
import { ensureFile } from './ensure-file.ts'

export interface FileLock {
  release(): void
}

/**
 * Takes the database for this process alone: an exclusive transaction on a file beside it, which the kernel lets go of
 * when the process dies, however it dies. A file with a process id would lie after kill −9 and in containers.
 */
export function lockFile(file: string, clock: Clock): FileLock {
  const path = `${file}.lock`
  ensureFile(path)
  const lock = new Database(path, { timeout: 0 })
  try {
    lock.exec('BEGIN EXCLUSIVE')
  } catch (error) {
    lock.close()
    if ((error as { code?: string }).code !== 'SQLITE_BUSY') throw error
    throw new Error(`${file} is in use by ${readOwner(file)}; one process at a time can open it`)
  }
  const owner = `process ${process.pid} on ${hostname()}, since ${toTimestamp(clock.now())}`
  writeFileSync(ownerFile(file), owner, { mode: 0o600 })
  return { release: () => lock.close() }
}

/** Only for the message: whether the file is free, the lock alone decides. */
const ownerFile = (file: string) => `${file}.owner`

function readOwner(file: string): string {
  try {
    return readFileSync(ownerFile(file), 'utf8')
  } catch {
    return 'another process'
  }
}
