import { readFileSync } from 'node:fs'

const PERIOD_MS = 10
/** Of a page, on the machines that Deno is built for; one with larger pages counts too little, and RLIMIT_DATA is left. */
const PAGE_BYTES = 4096

/** Where no control group can be had: looks at a process's resident memory, until the returned function is called. Linux alone. */
export function watchMemory(pid: number, limitMb: number, onExceeded: () => void): () => void {
  const timer = setInterval(() => {
    if (residentBytes(pid) > limitMb * 1024 * 1024) onExceeded()
  }, PERIOD_MS)
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
