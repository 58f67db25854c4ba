'use client'
import type { ReactNode } from 'react'
import { cn } from '#/lib/cn.ts'
import { Button } from './button.tsx'

/** The shape of what comes. */
export const Skeleton = ({ className }: { className?: string }) => (
  <div aria-hidden className={cn('animate-pulse rounded bg-hover', className)} />
)

/** Nothing is here, and what to do next. */
export const Empty = ({ title, children }: { title: string; children?: ReactNode }) => (
  <div className="grid justify-items-center gap-2 px-6 py-14 text-center">
    <p className="font-medium">{title}</p>
    <div className="w-full max-w-[52ch] text-mute">{children}</div>
  </div>
)

export const Failure = ({ error, retry }: { error: { message: string }; retry?: () => void }) => (
  <div role="alert" className="grid justify-items-center gap-3 px-6 py-14 text-center">
    <p className="font-medium">This could not be loaded</p>
    <p className="max-w-[60ch] text-mute">{error.message}</p>
    {retry && <Button onClick={retry}>Try again</Button>}
  </div>
)
