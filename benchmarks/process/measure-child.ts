import { fork } from 'node:child_process'

/** What the child tells of itself. */
export interface ChildReport {
  /** From the start of the process until the store has answered its first question. */
  openedMs: number
  idleBytes: number
  /** After writes, pages, the longest activity and a search. */
  busyBytes: number
}

export function measureChild(file: string, writes: number): Promise<ChildReport> {
  return new Promise((resolve, reject) => {
    const child = fork(new URL('./child.ts', import.meta.url), ['--file', file, '--writes', String(writes)])
    child.once('message', (report) => resolve(report as ChildReport))
    child.once('error', reject)
    child.once('exit', (code) => reject(new Error(`The measured process ended with ${code} and no report`)))
  })
}
