'use client'
import { type FormEvent, useState } from 'react'
import { toast } from 'sonner'
import { NewPasswordField } from '#/components/new-password-field.tsx'
import { Button } from '#/components/ui/button.tsx'
import { Field, Input } from '#/components/ui/field.tsx'
import { Panel } from '#/components/ui/panel.tsx'
import { useMe } from '#/lib/me.tsx'
import { changePassword } from '#/lib/sign-in.ts'

type Problems = Partial<Record<'currentPassword' | 'newPassword' | 'repeated', string>>

export function PasswordForm({ onChanged }: { onChanged(): void }) {
  const { name } = useMe()
  const [problems, setProblems] = useState<Problems>({})
  const [busy, setBusy] = useState(false)
  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const form = event.currentTarget
    const { currentPassword, newPassword, repeated } = Object.fromEntries(new FormData(form)) as Record<
      string,
      string
    >
    if (newPassword !== repeated) return setProblems({ repeated: 'The two differ' })
    setBusy(true)
    const answer = await changePassword(currentPassword ?? '', newPassword ?? '')
    setBusy(false)
    if (answer.ok) {
      form.reset()
      setProblems({})
      onChanged()
      return void toast.success('Your password is changed', {
        description: 'Your other sessions have ended.',
      })
    }
    setProblems(
      answer.code === 'INVALID_PASSWORD'
        ? { currentPassword: 'This is not your password' }
        : { newPassword: answer.message },
    )
  }
  return (
    <Panel title="Password">
      <form onSubmit={(event) => void submit(event)} className="grid gap-3 border-line border-t p-3.5">
        {/* Tells password managers whose it is. */}
        <input type="text" name="username" autoComplete="username" value={name} readOnly hidden />
        <Field label="Current password" error={problems.currentPassword}>
          <Input name="currentPassword" type="password" autoComplete="current-password" required />
        </Field>
        <NewPasswordField label="New password" name="newPassword" error={problems.newPassword} />
        <Field label="New password again" error={problems.repeated}>
          <Input name="repeated" type="password" autoComplete="new-password" required />
        </Field>
        <div className="flex items-center justify-between gap-3">
          <p className="text-fact text-mute">Ends your sessions everywhere else.</p>
          <Button type="submit" look="primary" disabled={busy}>
            Change password
          </Button>
        </div>
      </form>
    </Panel>
  )
}
