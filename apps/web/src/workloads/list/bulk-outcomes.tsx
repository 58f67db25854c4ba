'use client'
import type { WorkloadPage } from '@isola/domain'
import { useVirtualizer } from '@tanstack/react-virtual'
import { useRef } from 'react'
import { cn } from '#/lib/cn.ts'
import { formatCount, formatTotal } from '#/lib/format-count.ts'
import { idTail } from '#/lib/id-tail.ts'
import type { Outcome, Progress } from './use-bulk.ts'

interface BulkOutcomesProps extends Progress {
  /** As it was counted at the beginning. */
  total: WorkloadPage['total']
}

export function BulkOutcomes({ outcomes, total, state, problem }: BulkOutcomesProps) {
  const failed = outcomes.filter((outcome) => outcome.failed)
  // What went wrong stands first: the rest is as wished.
  const rows = [...failed, ...outcomes.filter((outcome) => !outcome.failed)]
  const tried = formatCount(outcomes.length)
  const left = total.exact ? total.count - outcomes.length : 0
  return (
    <>
      <div>
        <progress
          value={total.exact ? outcomes.length : undefined}
          max={Math.max(1, total.count)}
          aria-label="Progress"
          className={cn(
            'h-1 w-full appearance-none overflow-hidden rounded-sm [&::-moz-progress-bar]:bg-accent [&::-webkit-progress-bar]:bg-line [&::-webkit-progress-value]:bg-accent',
            !total.exact && 'hidden',
          )}
        />
        <p role="status" className="text-mute">
          {state === 'done' ? `${tried} of ${tried}` : `${tried} of ${formatTotal(total)}`}
          {failed.length > 0 && (
            <span className="text-failed"> · {formatCount(failed.length)} could not be</span>
          )}
          {state === 'stopped' && ` · stopped, ${left > 0 ? formatCount(left) : 'the rest'} not tried`}
        </p>
        {problem && (
          <p role="alert" className="text-failed">
            {problem}
          </p>
        )}
      </div>
      {rows.length > 0 && <Rows rows={rows} />}
    </>
  )
}

const ROW_PX = 33

/** Of thousands those that are seen exist. */
function Rows({ rows }: { rows: readonly Outcome[] }) {
  const scroller = useRef<HTMLDivElement>(null)
  const virtualizer = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_PX,
    getItemKey: (index) => rows[index]?.workload.id ?? index,
    overscan: 10,
  })
  return (
    <section
      ref={scroller}
      aria-label="What became of each"
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reachable by keyboard
      tabIndex={0}
      className="max-h-[40dvh] overflow-y-auto border-line border-t"
    >
      <ul className="relative" style={{ height: virtualizer.getTotalSize() }}>
        {virtualizer.getVirtualItems().map(({ index, key, start }) => {
          const { workload, text, failed } = rows[index] as Outcome
          return (
            <li
              key={key}
              ref={virtualizer.measureElement}
              data-index={index}
              aria-setsize={rows.length}
              aria-posinset={index + 1}
              className="absolute flex w-full gap-2 border-line border-b py-1.5"
              style={{ transform: `translateY(${start}px)` }}
            >
              <span className="max-w-[45%] shrink-0 truncate">
                {workload.name ?? 'unnamed'}{' '}
                <span className="font-mono text-[11.5px] text-mute">{idTail(workload.id)}</span>
              </span>
              <span
                className={cn(
                  'flex-1 text-right [overflow-wrap:anywhere]',
                  failed ? 'text-failed' : 'text-mute',
                )}
              >
                {text}
              </span>
            </li>
          )
        })}
      </ul>
    </section>
  )
}
