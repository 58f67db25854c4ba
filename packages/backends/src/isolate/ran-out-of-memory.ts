import type { Group } from '../cgroup/group.ts'
import type { Ending } from '../process/supervise.ts'

/** How V8 and Rust say it before they end their own process; they do so by a signal, which the workload cannot raise. */
const LAST_WORDS = /out of memory|memory allocation of \d+ bytes failed/i

export function ranOutOfMemory({ exitCode, signal, stderrTail }: Ending, group: Group | null): boolean {
  if (exitCode === 0) return false
  return (group?.oomKills ?? 0) > 0 || (signal !== null && LAST_WORDS.test(stderrTail))
}
