import { accessSync, closeSync, constants, openSync } from 'node:fs'

/**
 * Makes the file where there is none, for its owner alone: SQLite would make it for all to read, and where it cannot, it
 * does not say why. One that exists is not opened: closing it again would give up every lock this process has on it.
 * @throws EROFS, EACCES, ENOSPC
 */
export function ensureFile(path: string): void {
  try {
    closeSync(openSync(path, 'wx', 0o600))
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
    accessSync(path, constants.W_OK)
  }
}
