'use client'
import type { WorkloadSummary } from '@isola/domain'
import { useVirtualizer } from '@tanstack/react-virtual'
import { ArrowDown } from 'lucide-react'
import { type CSSProperties, useEffect, useRef, useState } from 'react'
import { Button } from '#/components/ui/button.tsx'
import { Empty, Failure, Skeleton } from '#/components/ui/states.tsx'
import { useTimes } from '#/lib/time.tsx'
import { LogEnds } from './log-ends.tsx'
import { LogRow } from './log-row.tsx'
import { useLog } from './use-log.ts'

interface LogViewProps {
  workload: WorkloadSummary
  search: string
  line: number | null
  wrap: boolean
  times: boolean
  onPick(seq: number): void
  onShowInContext(): void
}

const ROW_PX = 18
const OVERSCAN = 30
/** So near to its end it is followed. */
const END_PX = 24
/** So many rows from an edge, what lies beyond is asked for. */
const NEAR_ROWS = 200

export function LogView({ workload, search, line, wrap, times, onPick, onShowInContext }: LogViewProps) {
  const { zone } = useTimes()
  const live = workload.finishedAt === null || workload.hold
  const log = useLog({ id: workload.id, search, line, live })
  const { lines, state, older, newer, window } = log
  const scroller = useRef<HTMLElement>(null)
  const [following, setFollowing] = useState(line === null || search !== '')
  const virtualizer = useVirtualizer({
    count: lines.length,
    getScrollElement: () => scroller.current,
    getItemKey: (index) => lines[index]?.seq ?? index,
    estimateSize: () => ROW_PX,
    overscan: OVERSCAN,
    // Lines that come in front leave in place what is being read; those that come behind are followed from the end.
    anchorTo: 'end',
    followOnAppend: newer === null,
    scrollEndThreshold: END_PX,
  })

  const opened = state === 'open'
  useEffect(() => {
    if (!opened) return
    const index = following ? -1 : lines.findIndex(({ seq }) => seq >= (line ?? 0))
    if (index < 0) virtualizer.scrollToEnd()
    else virtualizer.scrollToIndex(index, { align: 'center' })
  }, [opened])

  const items = virtualizer.getVirtualItems()
  const first = items[0]?.index ?? 0
  const last = items.at(-1)?.index ?? 0
  useEffect(() => {
    if (!opened || lines.length === 0) return
    if (first < NEAR_ROWS && older !== null && !search) void window.loadOlder()
    if (last > lines.length - NEAR_ROWS && newer !== null) void window.loadNewer()
  }, [opened, first, last, lines.length])

  const follow = () => {
    if (newer !== null) void window.open(null)
    setFollowing(true)
    virtualizer.scrollToEnd()
  }

  if (state === 'failed' && log.error)
    return <Failure error={log.error} retry={() => void window.open(line)} />
  if (!opened) return <Skeleton className="m-3 min-h-64 flex-1" />
  if (lines.length === 0 && older === null) {
    return <NoLines workload={workload} search={search} live={live} removed={log.removed} />
  }
  return (
    <div className="relative flex min-h-0 flex-1 flex-col">
      <section
        ref={scroller}
        aria-label="Log lines"
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reachable by keyboard
        tabIndex={0}
        style={{ '--log-digits': String(lines.at(-1)?.seq ?? 0).length } as CSSProperties}
        onScroll={() => setFollowing(newer === null && virtualizer.isAtEnd(END_PX))}
        className="h-[calc(100dvh-250px)] min-h-[360px] overflow-auto py-2 font-mono text-fact leading-[18px] [overflow-anchor:none]"
      >
        <LogEnds end="start" log={log} search={search} onGoOn={() => void window.loadOlder()} />
        <div className="relative" style={{ height: virtualizer.getTotalSize() }}>
          <div
            className={wrap ? 'absolute inset-x-0 top-0' : 'absolute top-0 left-0 w-max min-w-full'}
            style={{ transform: `translateY(${items[0]?.start ?? 0}px)` }}
          >
            {items.map(({ index, key }) => {
              const shown = lines[index]
              return (
                shown && (
                  // Unwrapped, every row has one height: measuring costs more than drawing.
                  <div key={key} data-index={index} ref={wrap ? virtualizer.measureElement : undefined}>
                    <LogRow
                      line={shown}
                      search={search}
                      wrap={wrap}
                      times={times}
                      zone={zone}
                      picked={shown.seq === line}
                      onPick={onPick}
                    />
                  </div>
                )
              )
            })}
          </div>
        </div>
        <LogEnds end="end" log={log} search={search} truncated={workload.logsTruncated} />
      </section>
      <div className="pointer-events-none absolute right-5 bottom-3 flex gap-2 *:pointer-events-auto *:shadow-lg">
        {search && line !== null && <Button onClick={onShowInContext}>Show line {line} in context</Button>}
        {!following && (
          <Button onClick={follow}>
            <ArrowDown className="size-3.5" />
            {live ? 'Follow' : 'To the end'}
          </Button>
        )}
      </div>
    </div>
  )
}

interface NoLinesProps {
  workload: WorkloadSummary
  search: string
  live: boolean
  removed: { lines: number } | undefined
}

function NoLines({ workload, search, live, removed }: NoLinesProps) {
  if (search)
    return <Empty title="No line holds this">The whole log was searched, without regard to case.</Empty>
  if (removed) {
    return <Empty title="The log was removed">Retention took all of its {removed.lines} lines.</Empty>
  }
  return (
    <Empty title={live ? 'No lines yet' : 'It wrote no log'}>
      {workload.hold
        ? 'Its own app runs it, and appends lines through the API: log.append.'
        : live
          ? 'Lines appear here as it writes them.'
          : 'Nothing was written to standard output or standard error.'}
    </Empty>
  )
}
