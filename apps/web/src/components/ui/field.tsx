'use client'
import { type ComponentProps, createContext, type ReactNode, useContext, useId } from 'react'
import { cn } from '#/lib/cn.ts'

const CONTROL =
  'w-full rounded-md border border-line bg-bg px-2.5 py-[5px] text-work placeholder:text-faint hover:border-line-strong aria-invalid:border-failed'

/** What binds a control to the field around it: its label, its hint, and what is wrong with it. */
type Bound = Pick<ComponentProps<'input'>, 'id' | 'aria-describedby' | 'aria-invalid'>
const FieldContext = createContext<Bound>({})

export const Input = ({ className, ...props }: ComponentProps<'input'>) => (
  <input className={cn(CONTROL, className)} {...useContext(FieldContext)} {...props} />
)

export const Textarea = ({ className, ...props }: ComponentProps<'textarea'>) => (
  <textarea className={cn(CONTROL, 'min-h-[58px]', className)} {...useContext(FieldContext)} {...props} />
)

export const Select = ({ className, ...props }: ComponentProps<'select'>) => (
  <select className={cn(CONTROL, className)} {...useContext(FieldContext)} {...props} />
)

interface FieldProps {
  label: ReactNode
  hint?: ReactNode
  error?: string | undefined
  /** With one control. */
  children: ReactNode
}

/** The label names the control; the hint and the error describe it, so that its name is the same whatever is wrong. */
export function Field({ label, hint, error, children }: FieldProps) {
  const id = useId()
  const described = [hint && `${id}-hint`, error && `${id}-error`].filter(Boolean).join(' ')
  const bound = { id, 'aria-invalid': Boolean(error), ...(described && { 'aria-describedby': described }) }
  return (
    <div className="grid min-w-0 gap-1">
      <p>
        <label htmlFor={id} className="font-medium">
          {label}
        </label>{' '}
        {hint && (
          <span id={`${id}-hint`} className="text-mute">
            {hint}
          </span>
        )}
      </p>
      <FieldContext value={bound}>{children}</FieldContext>
      {error && <FieldError id={`${id}-error`}>{error}</FieldError>}
    </div>
  )
}

/** For controls that stand in no field: they name it in `aria-describedby`. */
export const FieldError = ({ id, children }: { id: string; children: string }) => (
  <p id={id} role="alert" className="text-failed text-fact">
    {children}
  </p>
)
