'use client'
import { Check, Copy } from 'lucide-react'
import { useState } from 'react'
import { cn } from '#/lib/cn.ts'
import { idTail } from '#/lib/id-tail.ts'
import { sayWith } from '#/lib/toasts.ts'

const SHOWN_MS = 1_200

/** The tail of an id, which is copied whole. */
export function CopyId({ id, className }: { id: string; className?: string }) {
  return (
    <span
      className={cn('inline-flex items-center gap-1 font-mono text-[11.5px] text-mute', className)}
      title={id}
    >
      {idTail(id)}
      <CopyButton text={id} what="id" />
    </span>
  )
}

export function CopyButton({ text, what, className }: { text: string; what: string; className?: string }) {
  const [copied, setCopied] = useState(false)
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(text)
      setCopied(true)
      setTimeout(() => setCopied(false), SHOWN_MS)
    } catch {
      await sayWith((toast) => toast.error('The browser did not allow copying'))
    }
  }
  return (
    <button
      type="button"
      aria-label={copied ? 'Copied' : `Copy ${what}`}
      onClick={copy}
      className={cn('rounded p-0.5 text-faint hover:text-text', className)}
    >
      {copied ? <Check className="size-3" /> : <Copy className="size-3" />}
    </button>
  )
}
