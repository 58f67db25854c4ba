import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'

/** Calls what tidies up when the time has come: when the test is over, unless somebody else says when. */
export type OnEnd = (tidyUp: () => void | Promise<void>) => void

/** Gone when the test is. */
export function scratchFolder(onEnd: OnEnd = onTestFinished): string {
  const folder = mkdtempSync(join(tmpdir(), 'isola-server-'))
  // What a dying runner leaves there may come a moment late.
  onEnd(() => rmSync(folder, { recursive: true, maxRetries: 5 }))
  return folder
}
