'use client'
import type { WorkloadEvent } from '@isola/domain'
import { ChevronRight } from 'lucide-react'
import { useState } from 'react'
import { cn } from '#/lib/cn.ts'
import { useTimes } from '#/lib/time.tsx'
import { VisibleText } from '../text/visible-text.tsx'
import { valueText } from './value-text.ts'

interface ChangesTableProps {
  changes: NonNullable<WorkloadEvent['changes']>
  /** A creation has no old values. */
  initial: boolean
  open: boolean
}

/** Old and new values side by side; of outputs and sources their size and hash. */
export function ChangesTable({ changes, initial, open: openAtFirst }: ChangesTableProps) {
  const [open, setOpen] = useState(openAtFirst)
  const fields = Object.entries(changes).filter(
    ([, { old, new: next }]) => !initial || (next ?? old) !== null,
  )
  if (fields.length === 0) return null
  return (
    <>
      <button
        type="button"
        aria-expanded={open}
        onClick={() => setOpen(!open)}
        className="-ml-1 inline-flex items-center gap-0.5 rounded text-faint text-fact hover:text-text"
      >
        <ChevronRight aria-hidden className={cn('size-3', open && 'rotate-90')} />
        {fields.length === 1 ? '1 value' : `${fields.length} values`}
      </button>
      {open && (
        <table className="mt-1 w-full table-fixed text-left text-fact">
          <thead>
            <tr className="text-faint">
              <th className="w-[108px] py-0.5 pr-2 font-normal">Field</th>
              {!initial && <th className="py-0.5 pr-2 font-normal">Old</th>}
              <th className="py-0.5 font-normal">{initial ? 'Value' : 'New'}</th>
            </tr>
          </thead>
          <tbody className="align-top">
            {fields.map(([field, { old, new: next }]) => (
              <tr key={field} className="border-line border-t">
                <th className="py-1 pr-2 font-normal text-mute">{field}</th>
                {!initial && (
                  <td className="py-1 pr-2 text-mute">
                    <Value field={field} value={old} />
                  </td>
                )}
                <td className="py-1">
                  <Value field={field} value={next} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </>
  )
}

function Value({ field, value }: { field: string; value: unknown }) {
  const { zone } = useTimes()
  if (value === null) return <span className="text-faint">empty</span>
  return (
    <div className="max-h-40 overflow-y-auto whitespace-pre-wrap break-words [overflow-wrap:anywhere]">
      <VisibleText text={valueText(field, value, zone)} />
    </div>
  )
}
