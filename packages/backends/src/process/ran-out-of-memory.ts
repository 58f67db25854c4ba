import type { Group } from '../cgroup/group.ts'
import type { Ending } from './supervise.ts'

/** How V8 and Rust say it before they end their own process by a signal. */
const LAST_WORDS = /out of memory|memory allocation of \d+ bytes failed/i

/** By the kernel's count, or by what the runtime said as it died. A workload that outlived such a death of its child did not. */
export function ranOutOfMemory(
  { exitCode, signal, stderrTail }: Pick<Ending, 'exitCode' | 'signal' | 'stderrTail'>,
  group: Group | null,
): boolean {
  if (exitCode === 0) return false
  return (group?.oomKills ?? 0) > 0 || (signal !== null && LAST_WORDS.test(stderrTail))
}
