'use client'
import { type ReactNode, useState } from 'react'
import { Button } from '#/components/ui/button.tsx'
import { Panel } from '#/components/ui/panel.tsx'

interface ChartPanelProps {
  title: string
  columns: string[]
  /** What the chart draws, row by row; the first cell names the row. */
  rows: (string | number)[][]
  /** Why there is nothing to draw; then no empty axes are. */
  nothing?: string | undefined
  children: ReactNode
}

/** A chart, and the table behind it: for those who read figures, or cannot see bars. */
export function ChartPanel({ title, columns, rows, nothing, children }: ChartPanelProps) {
  const [table, setTable] = useState(false)
  return (
    <Panel
      title={title}
      actions={
        <Button
          look="quiet"
          aria-pressed={table}
          onClick={() => setTable(!table)}
          className="h-6 px-2 text-[12px]"
        >
          {table ? 'Chart' : 'Table'}
        </Button>
      }
    >
      {table ? (
        <section aria-label={`${title}, as a table`} className="max-h-[236px] overflow-auto">
          <table className="w-full">
            <thead className="sticky top-0 bg-raise text-fact text-mute">
              <tr>
                {columns.map((column, i) => (
                  <th
                    key={column}
                    scope="col"
                    className={`px-3.5 py-1 font-medium ${i === 0 ? 'text-left' : 'text-right'}`}
                  >
                    {column}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {rows.map(([name, ...cells]) => (
                <tr key={name} className="border-line border-t">
                  <th scope="row" className="px-3.5 py-1 text-left font-normal">
                    {name}
                  </th>
                  {cells.map((cell, i) => (
                    <td key={columns[i + 1]} className="px-3.5 py-1 text-right">
                      {cell}
                    </td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </section>
      ) : (
        <div className="h-[236px] px-3.5 pb-3">
          {nothing ? <p className="grid h-full place-items-center text-mute">{nothing}</p> : children}
        </div>
      )}
    </Panel>
  )
}
