import type { ReactNode } from 'react'
import { Button } from '#/components/ui/button.tsx'
import { formatCount } from '#/lib/format-count.ts'
import { formatExact, useTimes } from '#/lib/time.tsx'
import type { LogSnapshot } from './log-window.ts'

interface LogEndsProps {
  end: 'start' | 'end'
  log: LogSnapshot
  search: string
  truncated?: boolean
  onGoOn?(): void
}

/** What lies beyond the lines, said where they end: more of them, removed ones, ones that were not kept. */
export function LogEnds({ end, log, search, truncated = false, onGoOn }: LogEndsProps) {
  const { zone } = useTimes()
  const { older, newer, loading, error, removed } = log
  if (end === 'end') {
    if (newer !== null) return <Said>Loading…</Said>
    return truncated ? <Said>Cut off here: a log is kept up to 64 MiB, and this one was longer.</Said> : null
  }
  if (error) {
    return (
      <Said>
        Earlier lines could not be loaded. <GoOn onClick={onGoOn}>Try again</GoOn>
      </Said>
    )
  }
  if (loading === 'older') return <Said>Loading…</Said>
  if (older !== null) {
    return search ? (
      <Said>
        Searched back to line {older}. <GoOn onClick={onGoOn}>Continue</GoOn>
      </Said>
    ) : (
      <Said>
        <GoOn onClick={onGoOn}>Earlier lines</GoOn>
      </Said>
    )
  }
  if (removed) {
    return (
      <Said>
        {formatCount(removed.lines)} lines from before {formatExact(removed.before, zone)} were removed by
        retention.
      </Said>
    )
  }
  return null
}

const Said = ({ children }: { children: ReactNode }) => (
  <p className="sticky left-0 w-fit px-3.5 py-1 font-sans text-mute">{children}</p>
)

const GoOn = ({ onClick, children }: { onClick: (() => void) | undefined; children: string }) => (
  <Button look="quiet" className="h-6 px-2" onClick={onClick}>
    {children}
  </Button>
)
