import type { WorkloadSummary } from '@isola/domain'
import type { Command } from './use-commands.ts'

export type PaletteItem = { workload: WorkloadSummary } | { command: Omit<Command, 'group'> }

export interface PaletteGroup {
  heading: string
  items: PaletteItem[]
}

interface Parts {
  query: string
  /** Found for the query; without one, opened lately. */
  workloads: WorkloadSummary[]
  commands: Command[]
  /** Leads to the list, where a query is text. */
  searchAll: Omit<Command, 'group'> | null
}

/** What is offered, in order. What is typed finds commands at once, so that nothing moves when workloads follow. */
export function paletteGroups({ query, workloads, commands, searchAll }: Parts): PaletteGroup[] {
  const found = {
    heading: query ? 'Workloads' : 'Opened lately',
    items: workloads.map((workload) => ({ workload })),
  }
  const offered = (['Go to', 'Do'] as const).map((heading) => ({
    heading,
    items: commands.filter(({ group }) => group === heading).map((command) => ({ command })),
  }))
  const all = { heading: 'Search', items: searchAll ? [{ command: searchAll }] : [] }
  const groups: PaletteGroup[] = query ? [...offered, found, all] : [found, ...offered]
  return groups.filter(({ items }) => items.length > 0)
}

export const idOf = (item: PaletteItem): string => ('workload' in item ? item.workload.id : item.command.name)
