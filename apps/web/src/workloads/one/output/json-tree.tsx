'use client'
import { ChevronRight } from 'lucide-react'
import { useMemo, useState } from 'react'
import { cn } from '#/lib/cn.ts'
import { Rows } from '../text/rows.tsx'
import { VisibleText } from '../text/visible-text.tsx'
import { firstOpen, isContainer, type JsonRow, jsonRows, sizeOf } from './json-rows.ts'

const LONGEST_SHOWN = 2_000

/** JSON to be opened and closed, of any size. */
export function JsonTree({ value, label }: { value: unknown; label: string }) {
  const [open, setOpen] = useState(() => firstOpen(value))
  const rows = useMemo(() => jsonRows(value, (path) => open.has(path)), [value, open])
  const toggle = (path: string) =>
    setOpen((present) => {
      const next = new Set(present)
      if (!next.delete(path)) next.add(path)
      return next
    })
  return (
    <Rows count={rows.length} label={label} className="pb-3">
      {(index) => {
        const row = rows[index]
        return row && <JsonLine row={row} onToggle={() => toggle(row.path)} />
      }}
    </Rows>
  )
}

function JsonLine({ row, onToggle }: { row: JsonRow; onToggle(): void }) {
  const { depth, name, value, open, closing } = row
  const container = isContainer(value)
  const foldable = container && !closing && sizeOf(value) > 0
  return (
    <span className="flex items-center" style={{ paddingLeft: `${Math.min(depth, 60) * 14}px` }}>
      {foldable ? (
        <button
          type="button"
          aria-expanded={open}
          aria-label={`${open ? 'Close' : 'Open'} ${name ?? (Array.isArray(value) ? 'list' : 'object')}`}
          onClick={onToggle}
          className="grid size-4 shrink-0 place-items-center text-faint hover:text-text"
        >
          <ChevronRight className={cn('size-3', open && 'rotate-90')} />
        </button>
      ) : (
        <span className="w-4 shrink-0" />
      )}
      {name !== null && (
        <>
          <span className="text-mute">
            <VisibleText text={cut(JSON.stringify(name))} />
          </span>
          :&nbsp;
        </>
      )}
      <JsonValue row={row} />
    </span>
  )
}

/** A value with its comma, or the bracket that ends one. */
function JsonValue({ row: { value, open, closing, last } }: { row: JsonRow }) {
  const comma = last ? '' : ','
  if (!isContainer(value)) {
    return (
      <>
        <span className={typeof value === 'string' ? '' : 'text-mute'}>
          <VisibleText text={cut(JSON.stringify(value))} />
        </span>
        {comma}
      </>
    )
  }
  const [start, end] = Array.isArray(value) ? '[]' : '{}'
  const size = sizeOf(value)
  if (closing) return `${end}${comma}`
  if (open) return start
  if (size === 0) return `${start}${end}${comma}`
  return (
    <>
      {`${start}…${end}${comma}`}
      <span className="ml-2 text-faint">{size}</span>
    </>
  )
}

const cut = (text: string): string =>
  text.length > LONGEST_SHOWN
    ? `${text.slice(0, LONGEST_SHOWN)}… (${text.length} characters; all of it is in Text)`
    : text
