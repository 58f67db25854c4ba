import { execFile } from 'node:child_process'
import { promisify } from 'node:util'

const TIMEOUT_MS = 10_000

/** What a program of this machine prints; null when it fails, or is not there. */
export async function saidBy(command: string, args: string[]): Promise<string | null> {
  try {
    const { stdout } = await promisify(execFile)(command, args, { timeout: TIMEOUT_MS, cwd: '/' })
    return stdout
  } catch {
    return null
  }
}
