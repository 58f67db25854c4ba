'use client'
import { useVirtualizer } from '@tanstack/react-virtual'
import { type ReactNode, useRef } from 'react'
import { cn } from '#/lib/cn.ts'

const ROW_PX = 18
const OVERSCAN = 20

interface VirtualRowsProps {
  count: number
  label: string
  /** At most so high; it is less where there is less. */
  maxHeight?: string
  className?: string
  children(index: number): ReactNode
}

/** Any number of rows of one height, of which those that are seen exist. */
export function VirtualRows({ count, label, maxHeight = '70vh', className, children }: VirtualRowsProps) {
  const scroller = useRef<HTMLElement>(null)
  const virtualizer = useVirtualizer({
    count,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_PX,
    overscan: OVERSCAN,
    initialRect: { width: 800, height: 400 },
  })
  const items = virtualizer.getVirtualItems()
  return (
    <section
      ref={scroller}
      aria-label={label}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reachable by keyboard
      tabIndex={0}
      style={{ maxHeight }}
      className={cn('overflow-auto font-mono text-fact leading-[18px]', className)}
    >
      <div className="relative" style={{ height: virtualizer.getTotalSize() }}>
        <div
          className="absolute top-0 left-0 w-max min-w-full"
          style={{ transform: `translateY(${items[0]?.start ?? 0}px)` }}
        >
          {items.map(({ index }) => (
            <div key={index} className="h-[18px] whitespace-pre px-3.5">
              {children(index)}
            </div>
          ))}
        </div>
      </div>
    </section>
  )
}
