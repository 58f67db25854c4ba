'use client'
import Link from 'next/link'
import type { ReactNode } from 'react'
import { Button } from '#/components/ui/button.tsx'
import { KeyCaps } from '#/keys/key-caps.tsx'
import { useBackends } from '#/runners/use-backends.ts'
import { whyNoRunner } from '#/runners/why-no-runner.ts'
import type { Draft } from './draft.ts'

interface SubmitBarProps {
  draft: Draft
  busy: boolean
  /** What went wrong, where no field says it. */
  children: ReactNode
}

/** Always in sight, with what will come of it. */
export const SubmitBar = ({ draft, busy, children }: SubmitBarProps) => (
  <footer className="sticky bottom-0 z-20 -mx-4 mt-auto flex min-h-[46px] flex-wrap items-center justify-between gap-x-4 gap-y-1.5 border-line border-t bg-bg px-4 py-2 md:-mx-5 md:px-5">
    <div className="min-w-0">{children || <Prospect draft={draft} />}</div>
    <Button type="submit" look="primary" disabled={busy} className="ml-auto">
      {busy ? 'Creating…' : 'Create workload'}
      <span
        aria-hidden
        className="max-sm:hidden [&_kbd]:border-current [&_kbd]:text-current [&_kbd]:opacity-60"
      >
        <KeyCaps spelling="mod+enter" />
      </span>
    </Button>
  </footer>
)

function Prospect({ draft }: { draft: Draft }) {
  const { data } = useBackends()
  if (draft.hold) return <p className="text-mute">It waits as pending until your program reports on it.</p>
  const why = data && whyNoRunner(draft, data.items)
  if (!why) return null
  return (
    <p className="text-mute">
      {why}: it will stay pending.{' '}
      <Link href="/runners" className="underline hover:text-text">
        What to do
      </Link>
    </p>
  )
}
