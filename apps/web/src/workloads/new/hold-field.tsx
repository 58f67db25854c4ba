'use client'
import type { FieldsProps } from './fields.ts'

export const HoldField = ({ draft, set, issue }: FieldsProps) => (
  <div>
    <label className="flex items-start gap-2.5">
      <input
        type="checkbox"
        checked={draft.hold}
        onChange={({ target }) => set({ hold: target.checked })}
        className="mt-[3px] accent-accent"
      />
      <span>
        <span className="font-medium">Hold it</span>
        <span className="block text-fact text-mute">
          No runner takes it: a program of yours runs it and reports status, output and logs. Code and image
          may stay there. It cannot be changed later.
        </span>
      </span>
    </label>
    {issue('hold') && (
      <p role="alert" className="text-failed text-fact">
        {issue('hold')}
      </p>
    )}
  </div>
)
