'use client'
import type { WorkloadSummary } from '@isola/domain'
import Link from 'next/link'
import { memo } from 'react'
import { cn } from '#/lib/cn.ts'
import type { ColumnKey } from './column-keys.ts'
import { COLUMNS } from './columns.tsx'

export interface RowProps {
  workload: WorkloadSummary
  columns: readonly ColumnKey[]
  href: string
  scaleMs: number
  selected: boolean
  active: boolean
  /** It no longer belongs here: a word for why. It stays, without colour, until the list is asked for anew. */
  gone: string | null
  onToggle(id: string, range: boolean): void
  onActivate(id: string): void
}

export const Row = memo(function Row({ workload, columns, href, scaleMs, ...state }: RowProps) {
  const { selected, active, gone, onToggle, onActivate } = state
  const { id, name } = workload
  return (
    <tr
      data-id={id}
      data-active={active || undefined}
      data-gone={gone ? '' : undefined}
      title={
        gone ? 'It no longer belongs to this list, and stays until the list is asked for anew' : undefined
      }
      onFocus={() => onActivate(id)}
      className={cn(
        'group relative h-row border-line border-b transition-opacity hover:bg-hover data-active:bg-hover data-active:shadow-[inset_2px_0_0_var(--accent)]',
        selected && 'bg-hover',
        gone && 'grayscale',
      )}
    >
      <td className="px-2">
        <input
          type="checkbox"
          aria-label={`Select ${name ?? id}`}
          checked={selected}
          onChange={(event) => onToggle(id, (event.nativeEvent as MouseEvent).shiftKey ?? false)}
          className={cn(BOX, !selected && 'opacity-60 group-hover:opacity-100')}
        />
      </td>
      {columns.map((column) => (
        <td key={column} className={cn('truncate px-2', COLUMNS[column].cell)}>
          {column === 'name' ? (
            <RowLink href={href} name={name} gone={gone} />
          ) : (
            COLUMNS[column].render(workload, scaleMs)
          )}
        </td>
      ))}
    </tr>
  )
})

export const BOX = 'relative z-10 block size-[13px] accent-accent'

/** Lies over the whole row, so that all of it leads there, also in a new tab. */
const RowLink = ({ href, name, gone }: { href: string; name: string | null; gone: string | null }) => (
  <Link
    href={href}
    prefetch={false}
    data-row-link
    className="outline-none after:absolute after:inset-0 after:content-[''] focus-visible:after:outline-2 focus-visible:after:outline-running focus-visible:after:-outline-offset-2"
  >
    {gone && <span className="mr-1.5 rounded bg-hover px-1 text-fact text-mute">{gone}</span>}
    {name ?? <span className="text-faint">unnamed</span>}
  </Link>
)
