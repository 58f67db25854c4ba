'use client'
import type { WorkloadPage } from '@isola/domain'
import { ArrowUp, Pause, Play } from 'lucide-react'
import type { ReactNode } from 'react'
import { Button } from '#/components/ui/button.tsx'
import { formatCount, formatTotal } from '#/lib/format-count.ts'
import { formatExact, useTimes, type Zone } from '#/lib/time.tsx'
import { useNewcomers } from './use-newcomers.ts'
import { usePaging } from './use-paging.ts'
import { useView } from './use-view.ts'

interface FooterProps {
  page: WorkloadPage | undefined
  paused: boolean
  onPause(paused: boolean): void
  onRefresh(): void
  /** In place of the total, while rows are selected. */
  actions: ReactNode
}

/** Always in sight: where one is, what is new, and what to do with what is selected. */
export function Footer({ page, paused, onPause, onRefresh, actions }: FooterProps) {
  const view = useView()
  const { zone } = useTimes()
  const paging = usePaging(view, page)
  const newcomers = useNewcomers(view, page)
  const newest = view.params.order === 'newest'
  return (
    <footer className="sticky bottom-0 z-20 -mx-4 -mb-4 mt-auto flex min-h-[46px] flex-wrap items-center justify-between gap-x-3 gap-y-1.5 border-line border-t bg-bg px-4 py-2 md:-mx-5 md:px-5">
      {actions || (
        <p role="status" className="text-mute">
          {paging.problem
            ? paging.problem.message
            : page && totalText(page, Boolean(view.input.cursor), newest, zone)}
        </p>
      )}
      <div className="ml-auto flex items-center gap-1.5">
        <Button
          look="quiet"
          aria-pressed={paused}
          aria-label={paused ? 'Resume' : 'Pause'}
          title={
            paused
              ? 'Rows stand still. Show what has changed and follow again'
              : 'Rows change as it happens. Keep them still'
          }
          onClick={() => onPause(!paused)}
        >
          {paused ? <Play className="size-3.5" /> : <Pause className="size-3.5" />}
          <span className="hidden sm:inline">{paused ? 'Resume' : 'Pause'}</span>
        </Button>
        {newcomers > 0 && (
          <Button onClick={onRefresh} title="Ask for the list anew">
            <ArrowUp className="size-3.5" /> {formatCount(newcomers)} new
          </Button>
        )}
        {paging.first && (
          <Button look="quiet" onClick={paging.first}>
            {newest ? 'Newest' : 'Oldest'}
          </Button>
        )}
        <Button
          onClick={paging.before ?? undefined}
          unavailable={paging.before ? undefined : 'This is the first page'}
          aria-busy={paging.busy}
        >
          ← {newest ? 'Newer' : 'Older'}
        </Button>
        <Button
          onClick={paging.after ?? undefined}
          unavailable={paging.after ? undefined : 'This is the end'}
        >
          {page?.searchedTo ? 'Continue' : newest ? 'Older' : 'Newer'} →
        </Button>
      </div>
    </footer>
  )
}

/** What is known, and no more: where the request stopped looking, its total says nothing of the rest. */
function totalText(page: WorkloadPage, further: boolean, newest: boolean, zone: Zone): string {
  const { items, total, nextCursor, searchedTo } = page
  const shown = formatCount(items.length)
  if (searchedTo) {
    return `${shown} found, searched ${newest ? 'back' : 'up'} to ${formatExact(searchedTo, zone).replace(/\.\d+/, '')}`
  }
  if (total.exact || total.count > items.length) return `${shown} of ${formatTotal(total)}`
  if (nextCursor) return `${shown} shown, there may be more`
  return further ? `${shown} shown, this is the end` : `${shown} found`
}
