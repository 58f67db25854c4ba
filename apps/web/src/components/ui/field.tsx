import type { ComponentProps, ReactNode } from 'react'
import { cn } from '#/lib/cn.ts'

const CONTROL =
  'w-full rounded-md border border-line bg-bg px-2.5 py-[5px] text-work placeholder:text-faint hover:border-line-strong aria-invalid:border-failed'

export const Input = ({ className, ...props }: ComponentProps<'input'>) => (
  <input className={cn(CONTROL, className)} {...props} />
)

export const Textarea = ({ className, ...props }: ComponentProps<'textarea'>) => (
  <textarea className={cn(CONTROL, 'min-h-[58px]', className)} {...props} />
)

export const Select = ({ className, ...props }: ComponentProps<'select'>) => (
  <select className={cn(CONTROL, className)} {...props} />
)

interface FieldProps {
  label: ReactNode
  hint?: ReactNode
  error?: string | undefined
  children: ReactNode
}

/** The label holds its control, so that no id is needed to bind them. */
export function Field({ label, hint, error, children }: FieldProps) {
  return (
    // biome-ignore lint/a11y/noLabelWithoutControl: the control is among its children
    <label className="grid gap-1">
      <span>
        <span className="font-medium">{label}</span> {hint && <span className="text-mute">{hint}</span>}
      </span>
      {children}
      {error && (
        <span role="alert" className="text-failed text-fact">
          {error}
        </span>
      )}
    </label>
  )
}
