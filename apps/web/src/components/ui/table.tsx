import type { ComponentProps, ReactNode } from 'react'
import { cn } from '#/lib/cn.ts'

interface TableProps {
  label: string
  /** Empty for a column of buttons. */
  columns: readonly { name: string; className?: string }[]
  children: ReactNode
}

/** Rows of facts; wider than the page, it scrolls by itself. */
export const Table = ({ label, columns, children }: TableProps) => (
  <div className="relative overflow-x-auto">
    <table aria-label={label} className="w-full">
      <thead>
        <tr className="border-line border-b">
          {columns.map(({ name, className }) => (
            <th
              key={name}
              scope="col"
              className={cn(
                'whitespace-nowrap px-3.5 pb-1.5 text-left font-normal text-fact text-mute',
                className,
              )}
            >
              {name || <span className="sr-only">Actions</span>}
            </th>
          ))}
        </tr>
      </thead>
      <tbody className="divide-y divide-line">{children}</tbody>
    </table>
  </div>
)

export const Cell = ({ className, ...props }: ComponentProps<'td'>) => (
  <td className={cn('h-row whitespace-nowrap px-3.5', className)} {...props} />
)
