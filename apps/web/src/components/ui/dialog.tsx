'use client'
import { Dialog as Radix } from 'radix-ui'
import type { ComponentProps, ReactNode } from 'react'
import { cn } from '#/lib/cn.ts'

export const Dialog = Radix.Root
export const DialogTrigger = Radix.Trigger

interface ContentProps extends Omit<ComponentProps<typeof Radix.Content>, 'title'> {
  title: ReactNode
  description?: ReactNode
}

export function DialogContent({ title, description, children, className, ...props }: ContentProps) {
  return (
    <Radix.Portal>
      <Radix.Overlay className="fixed inset-0 z-40 bg-[rgb(0_0_0/0.45)]" />
      <Radix.Content
        className={cn(
          '-translate-x-1/2 -translate-y-1/2 fixed top-1/2 left-1/2 z-50 flex max-h-[calc(100dvh-2rem)] w-[min(460px,calc(100vw-2rem))] flex-col gap-3 overflow-y-auto rounded-xl border border-line bg-raise p-5 shadow-2xl outline-none',
          className,
        )}
        {...(description ? {} : { 'aria-describedby': undefined })}
        {...props}
      >
        <div>
          <Radix.Title className="font-semibold text-title">{title}</Radix.Title>
          {description && <Radix.Description className="mt-1 text-mute">{description}</Radix.Description>}
        </div>
        {children}
      </Radix.Content>
    </Radix.Portal>
  )
}
