'use client'
import { ArrowDown, ArrowUp } from 'lucide-react'
import type { ReactNode } from 'react'
import { cn } from '#/lib/cn.ts'
import type { ColumnKey } from './column-keys.ts'
import { COLUMNS } from './columns.tsx'
import { BOX } from './row.tsx'
import { useView } from './use-view.ts'

interface TableProps {
  columns: readonly ColumnKey[]
  /** All, some or none of what is in sight. */
  selected: boolean | 'some'
  onToggleAll(): void
  busy: boolean
  children: ReactNode
}

/**
 * A plain table: order, pages and filters are the server's, columns the URL's, and a page has fifty rows. TanStack Table
 * and Virtual would keep what is already kept.
 */
export const Table = ({ columns, selected, onToggleAll, busy, children }: TableProps) => (
  <table
    aria-label="Workloads"
    aria-busy={busy}
    className={cn('w-full table-fixed border-collapse transition-opacity', busy && 'opacity-60')}
  >
    <colgroup>
      <col className="w-[30px]" />
      {columns.map((column) => (
        <col key={column} className={cn(COLUMNS[column].col, hiddenOnly(COLUMNS[column].cell))} />
      ))}
    </colgroup>
    <thead className="sticky top-12 z-20 bg-bg text-fact text-mute shadow-[inset_0_-1px_0_var(--line)]">
      <tr className="h-[30px]">
        <th className="px-2 font-normal">
          <input
            type="checkbox"
            aria-label="Select the page"
            checked={selected === true}
            ref={(box) => {
              if (box) box.indeterminate = selected === 'some'
            }}
            onChange={onToggleAll}
            className={BOX}
          />
        </th>
        {columns.map((column) => (
          <Header key={column} column={column} />
        ))}
      </tr>
    </thead>
    <tbody>{children}</tbody>
  </table>
)

const hiddenOnly = (cell = ''): string =>
  cell
    .split(' ')
    .filter((name) => name.endsWith(':hidden'))
    .join(' ')

function Header({ column }: { column: ColumnKey }) {
  const { params, set } = useView()
  const { name, cell } = COLUMNS[column]
  if (column !== 'created') {
    return (
      <th scope="col" className={cn('truncate px-2 text-left font-medium', cell)}>
        {name}
      </th>
    )
  }
  const newest = params.order === 'newest'
  const Arrow = newest ? ArrowDown : ArrowUp
  return (
    <th scope="col" aria-sort={newest ? 'descending' : 'ascending'} className={cn('px-2 font-medium', cell)}>
      <button
        type="button"
        title={newest ? 'Newest first. Show the oldest first' : 'Oldest first. Show the newest first'}
        onClick={() => set({ order: newest ? 'oldest' : 'newest', cursor: null })}
        className="inline-flex items-center gap-1 hover:text-text"
      >
        <Arrow className="size-3" /> {name}
      </button>
    </th>
  )
}
