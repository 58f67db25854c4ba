'use client'
import dynamic from 'next/dynamic'
import { Skeleton } from '#/components/ui/states.tsx'
import { cn } from '#/lib/cn.ts'
import { ROW_LOOK, ROWS_LOOK, type RowsProps } from './rows-look.ts'

/** More than these are too many to be all there: then those that are seen exist, and what that takes is loaded. */
const MOST_PLAIN = 500

const VirtualRows = dynamic(() => import('./virtual-rows.tsx').then((module) => module.VirtualRows), {
  loading: () => <Skeleton className="m-3 h-64" />,
})

/** Any number of rows of one height. */
export function Rows(props: RowsProps) {
  if (props.count > MOST_PLAIN) return <VirtualRows {...props} />
  const { count, label, className, children } = props
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reachable by keyboard
    <section aria-label={label} tabIndex={0} className={cn(ROWS_LOOK, className)}>
      <div className="w-max min-w-full">
        {Array.from({ length: count }, (_, index) => (
          <div key={index} className={ROW_LOOK}>
            {children(index)}
          </div>
        ))}
      </div>
    </section>
  )
}
