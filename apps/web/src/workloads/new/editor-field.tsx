import type { ReactNode } from 'react'

interface EditorFieldProps {
  label: string
  hint: string
  error: string | undefined
  children: ReactNode
}

/** An editor names itself, and no label can hold one. What is wrong is said without hurry: it is said while one types. */
export const EditorField = ({ label, hint, error, children }: EditorFieldProps) => (
  <div className="grid min-w-0 gap-1">
    <p className="flex flex-wrap justify-between gap-x-3">
      <span>
        <span aria-hidden className="font-medium">
          {label}
        </span>{' '}
        <span className="text-mute">{hint}</span>
      </span>
      <span className="text-fact text-faint max-sm:hidden">Tab indents · Esc, Tab leaves</span>
    </p>
    {children}
    <p role="status" className="text-failed text-fact empty:hidden">
      {error}
    </p>
  </div>
)
