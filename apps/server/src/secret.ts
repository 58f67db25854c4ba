import { createHmac, randomBytes } from 'node:crypto'
import { chmodSync, closeSync, fsyncSync, openSync, readFileSync, renameSync, writeSync } from 'node:fs'
import { join } from 'node:path'

const LEAST_LENGTH = 32

/** Signs cookies. Beside the database rather than in it: a copy of that alone lets nobody in. */
export function readSecret(dataDir: string): string {
  const file = join(dataDir, 'cookie-secret')
  const secret = readIfThere(file) ?? write(file, randomBytes(32).toString('base64url'))
  // Whoever wrote it otherwise has signed cookies with what can be guessed.
  if (secret.length < LEAST_LENGTH)
    throw new Error(`${file} is damaged: without it, a new one is made, and people sign in again`)
  chmodSync(file, 0o600)
  return secret
}

/** The same at every start, so that the server's own runner is the same one; it stands in no file. */
export const runnerKeyOf = (secret: string): string =>
  `isk_${createHmac('sha256', secret).update('key of the embedded runner').digest('base64url')}`

function readIfThere(file: string): string | null {
  try {
    return readFileSync(file, 'utf8')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error
    return null
  }
}

/** Whole or not at all: a full disk, or a death on the way, would leave a file that looks like a secret. */
function write(file: string, secret: string): string {
  const unfinished = `${file}.new`
  const handle = openSync(unfinished, 'w', 0o600)
  try {
    writeSync(handle, secret)
    fsyncSync(handle)
  } finally {
    closeSync(handle)
  }
  renameSync(unfinished, file)
  return secret
}
