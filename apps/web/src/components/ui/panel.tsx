import type { ComponentProps, ReactNode } from 'react'
import { cn } from '#/lib/cn.ts'

interface PanelProps extends Omit<ComponentProps<'section'>, 'title'> {
  title?: ReactNode
  actions?: ReactNode
}

export function Panel({ title, actions, className, children, ...props }: PanelProps) {
  return (
    <section
      className={cn('min-w-0 overflow-hidden rounded-[10px] border border-line bg-raise', className)}
      {...props}
    >
      {title && (
        <header className="flex items-center justify-between gap-3 px-3.5 pt-[11px] pb-[9px]">
          <h2 className="font-semibold text-[12.5px]">{title}</h2>
          {actions}
        </header>
      )}
      {children}
    </section>
  )
}
