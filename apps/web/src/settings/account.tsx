'use client'
import { useQueryClient } from '@tanstack/react-query'
import { useMe } from '#/lib/me.tsx'
import { PasswordForm } from './password-form.tsx'
import { SESSIONS, Sessions } from './sessions.tsx'

/** Of the person. A key that looks at pages has neither password nor sessions. */
export function Account() {
  const { kind } = useMe()
  const queryClient = useQueryClient()
  if (kind !== 'user') return null
  return (
    <div className="grid items-start gap-3.5 lg:grid-cols-2">
      <PasswordForm onChanged={() => void queryClient.invalidateQueries({ queryKey: SESSIONS })} />
      <Sessions />
    </div>
  )
}
