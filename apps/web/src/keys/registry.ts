import { type Key, spellings } from './key.ts'

export interface KeyGroup {
  title: string
  keys: readonly Key[]
}

/** In the order in which they came: what a page brings goes before what is everywhere. */
let groups: readonly KeyGroup[] = []
const listeners = new Set<() => void>()

export function addGroup(group: KeyGroup): () => void {
  set([group, ...groups])
  return () => set(groups.filter((other) => other !== group))
}

function set(next: readonly KeyGroup[]): void {
  groups = next
  for (const listener of listeners) listener()
}

export const currentGroups = (): readonly KeyGroup[] => groups

export function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

export const findKey = (strokes: string): Key | undefined =>
  groups.flatMap(({ keys }) => keys).find((key) => spellings(key).includes(strokes))

/** Whether more strokes would make a key: after `g`, for one. */
export const isBeginning = (strokes: string): boolean =>
  groups.some(({ keys }) =>
    keys.some((key) => spellings(key).some((spelling) => spelling.startsWith(`${strokes} `))),
  )
