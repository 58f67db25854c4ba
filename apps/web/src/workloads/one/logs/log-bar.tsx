'use client'
import type { WorkloadSummary } from '@isola/domain'
import { Download, Search, X } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import { Button } from '#/components/ui/button.tsx'
import { Input } from '#/components/ui/field.tsx'
import { useKeys } from '#/keys/use-keys.ts'
import { cn } from '#/lib/cn.ts'
import { useDownloadLog } from './use-download-log.ts'

interface LogBarProps {
  workload: WorkloadSummary
  find: string
  wrap: boolean
  times: boolean
  onChange(change: { find?: string; wrap?: boolean; times?: boolean }): void
}

const TYPING_MS = 300
const LONGEST_SEARCH = 200

export function LogBar({ workload, find, wrap, times, onChange }: LogBarProps) {
  const { downloading, start, stop } = useDownloadLog(workload)
  return (
    <div className="flex flex-wrap items-center gap-x-1 gap-y-2 border-line border-b px-2.5 py-2">
      <LogSearch find={find} onFind={(next) => onChange({ find: next })} />
      <span className="flex-1" />
      <Toggle on={times} onChange={(on) => onChange({ times: on })}>
        Times
      </Toggle>
      <Toggle on={wrap} onChange={(on) => onChange({ wrap: on })}>
        Wrap
      </Toggle>
      {downloading === null ? (
        <Button
          look="quiet"
          className="px-2"
          title="All lines as they were written"
          unavailable={workload.logBytes === 0 ? 'There is nothing to download' : undefined}
          onClick={start}
        >
          <Download className="size-3.5" />
          Download
        </Button>
      ) : (
        <Button look="quiet" className="px-2" onClick={stop}>
          <span role="status">{downloading} lines…</span> Stop
        </Button>
      )}
    </div>
  )
}

const Toggle = ({
  on,
  onChange,
  children,
}: {
  on: boolean
  onChange(on: boolean): void
  children: string
}) => (
  <Button
    look="quiet"
    aria-pressed={on}
    className={cn('px-2', on && 'bg-hover text-text')}
    onClick={() => onChange(!on)}
  >
    {children}
  </Button>
)

/** Searched by the server, once the typing pauses. */
function LogSearch({ find, onFind }: { find: string; onFind(find: string): void }) {
  const [text, setText] = useState(find)
  const input = useRef<HTMLInputElement>(null)
  useKeys([{ key: '/', name: 'Search the log', run: () => input.current?.focus() }])
  useEffect(() => setText(find), [find])
  useEffect(() => {
    if (text.trim() === find) return
    const timer = setTimeout(() => onFind(text.trim()), TYPING_MS)
    return () => clearTimeout(timer)
  }, [text, find, onFind])
  const clear = () => {
    setText('')
    onFind('')
  }
  return (
    <search className="relative w-full sm:w-[300px]">
      <Search aria-hidden className="absolute top-[9px] left-2.5 size-3.5 text-faint" />
      <Input
        ref={input}
        aria-label="Search the log"
        placeholder="Search the log"
        className="px-8"
        maxLength={LONGEST_SEARCH}
        value={text}
        onChange={(event) => setText(event.target.value)}
        onKeyDown={(event) => {
          if (event.key === 'Escape') clear()
        }}
      />
      {text && (
        <button
          type="button"
          aria-label="Clear the search"
          onClick={clear}
          className="absolute top-[7px] right-2 rounded p-0.5 text-faint hover:text-text"
        >
          <X className="size-3.5" />
        </button>
      )}
    </search>
  )
}
