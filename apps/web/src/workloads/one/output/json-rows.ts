/** A row of a JSON tree: a value, or the end of one that is open. */
export interface JsonRow {
  /** Where it is: what opens and closes it. */
  path: string
  depth: number
  name: string | null
  value: unknown
  open: boolean
  closing: boolean
  last: boolean
}

export const isContainer = (value: unknown): value is object => typeof value === 'object' && value !== null

export const sizeOf = (value: object): number =>
  Array.isArray(value) ? value.length : Object.keys(value).length

const pathOf = (parent: string, key: string): string =>
  `${parent}/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`

const entriesOf = (value: object): [string, unknown][] =>
  Array.isArray(value) ? value.map((item, index) => [String(index), item]) : Object.entries(value)

/** The rows of what is open, by a stack of its own: nesting can be deeper than the browser's. */
export function jsonRows(root: unknown, isOpen: (path: string) => boolean): JsonRow[] {
  const rows: JsonRow[] = []
  const stack: JsonRow[] = [
    { path: '', depth: 0, name: null, value: root, open: isOpen(''), closing: false, last: true },
  ]
  for (let row = stack.pop(); row; row = stack.pop()) {
    rows.push(row)
    const { value, path, depth } = row
    if (row.closing || !row.open || !isContainer(value)) continue
    stack.push({ ...row, name: null, closing: true })
    const named = !Array.isArray(value)
    const entries = entriesOf(value)
    for (let i = entries.length - 1; i >= 0; i--) {
      const [key, child] = entries[i] as [string, unknown]
      const childPath = pathOf(path, key)
      stack.push({
        path: childPath,
        depth: depth + 1,
        name: named ? key : null,
        value: child,
        open: isContainer(child) && sizeOf(child) > 0 && isOpen(childPath),
        closing: false,
        last: i === entries.length - 1,
      })
    }
  }
  return rows
}

/** What is open at first: level by level, as long as it stays readable at a glance. */
export function firstOpen(root: unknown, mostRows = 150): Set<string> {
  const open = new Set<string>()
  let level: [string, unknown][] = [['', root]]
  for (let shown = 1; level.length > 0; ) {
    const containers = level.filter((entry): entry is [string, object] => isContainer(entry[1]))
    const inside = containers.reduce((sum, [, value]) => sum + sizeOf(value), 0)
    shown += inside
    if (shown > mostRows && open.size > 0) break
    for (const [path] of containers) open.add(path)
    if (shown > mostRows) break
    level = containers.flatMap(([path, value]) =>
      entriesOf(value).map(([key, child]): [string, unknown] => [pathOf(path, key), child]),
    )
  }
  return open
}
