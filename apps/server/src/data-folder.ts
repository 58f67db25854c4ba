import { chmodSync, mkdtempSync, readdirSync, rmdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { makeFolder } from '@isola/store'
import type { Logger } from 'pino'
import type { Config } from './config.ts'

const OTHERS = 0o077
const isOurs = (name: string): boolean => /^(isola\.db|cookie-secret)/.test(name)

/**
 * Makes the folder for its owner alone. One that exists already is closed to others too, if it holds nothing but our
 * files: people who name a shared folder want it to stay shared, and our files are closed by themselves.
 * @throws one line that names the setting
 */
export function openDataFolder({ ISOLA_DATA_DIR }: Config, log: Logger): void {
  attempt('made', () => makeFolder(ISOLA_DATA_DIR))
  attempt('written to', () => tryToWrite(ISOLA_DATA_DIR))
  const { mode } = statSync(ISOLA_DATA_DIR)
  if ((mode & OTHERS) === 0) return
  if (readdirSync(ISOLA_DATA_DIR).every(isOurs)) chmodSync(ISOLA_DATA_DIR, mode & ~OTHERS & 0o777)
  else log.warn('the data folder holds other files too, and is open to others')
}

function attempt(what: string, act: () => void): void {
  try {
    act()
  } catch (error) {
    throw new Error(`ISOLA_DATA_DIR: the folder could not be ${what} (${codeOf(error)})`, { cause: error })
  }
}

/** Writes, because root passes every check of permissions, even on file systems that keep no files. */
function tryToWrite(folder: string): void {
  try {
    rmdirSync(mkdtempSync(join(folder, 'isola.db.trial-')))
  } catch (error) {
    // A full disk does not stop the start: the record can still be read.
    if (!['ENOSPC', 'EDQUOT'].includes(codeOf(error))) throw error
  }
}

const codeOf = (error: unknown): string => (error as NodeJS.ErrnoException).code ?? 'unknown'
