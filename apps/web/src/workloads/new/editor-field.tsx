import { type ReactNode, useId } from 'react'

interface EditorFieldProps {
  label: string
  hint: string
  error: string | undefined
  /** @param errorId for the `aria-describedby` of the editor */
  children(errorId: string): ReactNode
}

/** An editor names itself, and no label can hold one. What is wrong is said without hurry: it is said while one types. */
export function EditorField({ label, hint, error, children }: EditorFieldProps) {
  const errorId = useId()
  return (
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
      {children(errorId)}
      <p id={errorId} role="status" className="text-failed text-fact empty:hidden">
        {error}
      </p>
    </div>
  )
}
