import { readdirSync, readFileSync } from 'node:fs'

/** All processes that descend from one, itself left out. Linux alone. */
export function descendantsOf(pid: number): number[] {
  const children = Map.groupBy(
    readdirSync('/proc')
      .filter((name) => /^\d+$/.test(name))
      .map(Number),
    parentOf,
  )
  const found: number[] = []
  for (
    let level = children.get(pid) ?? [];
    level.length > 0;
    level = level.flatMap((one) => children.get(one) ?? [])
  )
    found.push(...level)
  return found
}

function parentOf(pid: number): number {
  try {
    // Its name, in brackets, may hold anything; what follows the last bracket is "state parent".
    return Number(readFileSync(`/proc/${pid}/stat`, 'utf8').replace(/^.*\)/s, '').trim().split(' ')[1])
  } catch {
    return 0
  }
}
