'use client'
import { useVirtualizer } from '@tanstack/react-virtual'
import { useRef } from 'react'
import { cn } from '#/lib/cn.ts'
import { ROW_LOOK, ROW_PX, ROWS_LOOK, type RowsProps } from './rows-look.ts'

const OVERSCAN = 20

/** Rows of which those that are seen exist. */
export function VirtualRows({ count, label, className, children }: RowsProps) {
  const scroller = useRef<HTMLElement>(null)
  const virtualizer = useVirtualizer({
    count,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_PX,
    overscan: OVERSCAN,
  })
  const items = virtualizer.getVirtualItems()
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reachable by keyboard
    <section ref={scroller} aria-label={label} tabIndex={0} className={cn(ROWS_LOOK, className)}>
      <div className="relative" style={{ height: virtualizer.getTotalSize() }}>
        <div
          className="absolute top-0 left-0 w-max min-w-full"
          style={{ transform: `translateY(${items[0]?.start ?? 0}px)` }}
        >
          {items.map(({ index }) => (
            <div key={index} className={ROW_LOOK}>
              {children(index)}
            </div>
          ))}
        </div>
      </div>
    </section>
  )
}
