import { readFileSync } from 'node:fs'

/** Of a page, on most machines; with larger ones too little is counted. */
const PAGE_BYTES = 4096

export interface Watch {
  /** Looked up anew each time. */
  pids(): number[]
  limitMb: number
  periodMs: number
  onExceeded(): void
}

/** Where no control group can be had: looks at what is resident, until the returned function is called. Linux alone. */
export function watchMemory({ pids, limitMb, periodMs, onExceeded }: Watch): () => void {
  const timer = setInterval(() => {
    const bytes = pids().reduce((sum, pid) => sum + residentBytes(pid), 0)
    if (bytes > limitMb * 1024 * 1024) onExceeded()
  }, periodMs)
  return () => clearInterval(timer)
}

function residentBytes(pid: number): number {
  try {
    return Number(readFileSync(`/proc/${pid}/statm`, 'utf8').split(' ')[1]) * PAGE_BYTES
  } catch {
    // It has just ended.
    return 0
  }
}
