import { chmodSync, mkdirSync, readdirSync, statSync } from 'node:fs'
import type { Logger } from 'pino'
import type { Config } from './config.ts'

const OTHERS = 0o077
const isOurs = (name: string): boolean => /^(isola\.db|cookie-secret)/.test(name)

/**
 * Makes the folder for its owner alone. One that stands there already is closed to others too, if it holds nothing but
 * ours: somebody who names a folder that is shared wants it to stay so, and our files are closed by themselves.
 */
export function openDataFolder({ ISOLA_DATA_DIR }: Config, log: Logger): void {
  try {
    mkdirSync(ISOLA_DATA_DIR, { recursive: true, mode: 0o700 })
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    throw new Error(`ISOLA_DATA_DIR: the folder could not be made (${code})`, { cause: error })
  }
  const { mode } = statSync(ISOLA_DATA_DIR)
  if ((mode & OTHERS) === 0) return
  if (readdirSync(ISOLA_DATA_DIR).every(isOurs)) chmodSync(ISOLA_DATA_DIR, mode & ~OTHERS & 0o777)
  else log.warn('the data folder holds other files too, and is open to others')
}
