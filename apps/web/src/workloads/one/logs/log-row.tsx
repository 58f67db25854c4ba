'use client'
import type { LogLine } from '@isola/domain'
import { memo, useState } from 'react'
import { cn } from '#/lib/cn.ts'
import { formatExact, type Zone } from '#/lib/time.tsx'
import { VisibleText } from '../text/visible-text.tsx'
import { ansiSpans } from './ansi.ts'
import { findAll } from './find-all.ts'
import { highlight } from './highlight.ts'
import './ansi.css'

/** A longer line is cut until it is asked for: laying out 64 KiB in one row takes longer than a frame. */
const LONGEST_SHOWN = 2_000

interface LogRowProps {
  line: LogLine
  search: string
  wrap: boolean
  times: boolean
  zone: Zone
  picked: boolean
  onPick(seq: number): void
}

export const LogRow = memo(function LogRow({ line, search, wrap, times, zone, picked, onPick }: LogRowProps) {
  const [whole, setWhole] = useState(false)
  const { seq, stream, at } = line
  const cut = !whole && line.line.length > LONGEST_SHOWN
  const text = cut ? line.line.slice(0, LONGEST_SHOWN) : line.line
  const hidden = cut && findAll(line.line, search).some(([, to]) => to > LONGEST_SHOWN)
  const exact = formatExact(at, zone)
  return (
    <div
      className={cn(
        'flex min-h-[18px] items-start gap-2.5 pr-3.5 hover:bg-hover',
        picked && 'bg-pending-soft hover:bg-pending-soft',
      )}
      aria-current={picked || undefined}
    >
      <a
        href={`?tab=logs&line=${seq}`}
        aria-label={`Line ${seq}`}
        title={exact}
        onClick={(event) => {
          event.preventDefault()
          onPick(seq)
        }}
        className="w-[calc(var(--log-digits)*1ch+14px)] shrink-0 select-none text-right text-faint hover:text-text"
      >
        {seq}
      </a>
      {times && (
        <time dateTime={at} title={exact} className="shrink-0 select-none text-faint">
          {exact.slice(11, 23)}
        </time>
      )}
      <span
        className={cn(
          'w-[22px] shrink-0 select-none',
          stream === 'stderr' ? 'font-semibold text-mute' : 'text-transparent',
        )}
      >
        {stream === 'stderr' ? 'err' : 'out'}
      </span>
      <span
        dir="ltr"
        className={cn(
          'min-w-0 flex-1',
          wrap ? 'whitespace-pre-wrap [overflow-wrap:anywhere]' : 'whitespace-pre',
        )}
      >
        {highlight(ansiSpans(text), search).map(({ text: part, className, style, match }, index) => {
          const Part = match ? 'mark' : 'span'
          return (
            <Part
              key={index}
              className={cn(className, match && 'rounded-sm bg-running-soft text-text ring-1 ring-running')}
              style={style}
            >
              <VisibleText text={part} />
            </Part>
          )
        })}
        {cut && (
          <button
            type="button"
            onClick={() => setWhole(true)}
            className="ml-2 select-none text-mute underline hover:text-text"
          >
            {line.line.length - LONGEST_SHOWN} more characters{hidden && ', including matches'}
          </button>
        )}
      </span>
    </div>
  )
})
