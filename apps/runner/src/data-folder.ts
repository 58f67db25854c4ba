import { existsSync, mkdirSync, mkdtempSync, rmdirSync } from 'node:fs'
import { join } from 'node:path'

/**
 * Makes the folder for its owner alone, and tries to write to it. Its parent has to exist: Node's recursive `mkdirSync`
 * never returns where a file system answers ENOENT although the parent exists, as /proc does.
 * @throws one line that names the setting
 */
export function openDataFolder(folder: string): void {
  try {
    if (!existsSync(folder)) mkdirSync(folder, { mode: 0o700 })
    rmdirSync(mkdtempSync(join(folder, 'trial-')))
  } catch (error) {
    const { code = 'unknown', syscall } = error as NodeJS.ErrnoException
    const isMade = syscall !== 'mkdir'
    // A full disk does not stop the start: it may have room again before there is work.
    if (isMade && FULL.has(code)) return
    const parent = !isMade && code === 'ENOENT' ? '; its parent has to exist' : ''
    throw new Error(
      `ISOLA_RUNNER_DATA_DIR: the folder could not be ${isMade ? 'written to' : 'made'}${parent} (${code})`,
      { cause: error },
    )
  }
}

const FULL: ReadonlySet<string> = new Set(['ENOSPC', 'EDQUOT'])
