'use client'
import { type FormEvent, useState } from 'react'
import { Entrance } from '#/components/entrance.tsx'
import { Button } from '#/components/ui/button.tsx'
import { Field, Input } from '#/components/ui/field.tsx'
import { signIn } from '#/lib/sign-in.ts'
import { useHydrated } from '#/lib/use-hydrated.ts'

/** Of the two it does not say which. */
const WRONG = 'INVALID_EMAIL_OR_PASSWORD'

interface SignInFormProps {
  setUpNeeded: boolean
  /** A path of this server. */
  destination: string
}

export function SignInForm({ setUpNeeded, destination }: SignInFormProps) {
  const [problem, setProblem] = useState<string>()
  const [busy, setBusy] = useState(false)
  // Sent by the browser itself, the form would put the password in the address.
  const hydrated = useHydrated()
  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const { email, password } = Object.fromEntries(new FormData(event.currentTarget)) as Record<
      string,
      string
    >
    setBusy(true)
    const answer = await signIn(email ?? '', password ?? '')
    if (answer.ok) return window.location.assign(destination)
    setBusy(false)
    setProblem(answer.code === WRONG ? 'The e-mail or the password is wrong' : answer.message)
  }
  return (
    <Entrance title="Sign in">
      {setUpNeeded && (
        <p className="text-mute">
          Nobody administers this server yet. The link that makes the first admin is in the server’s output.
        </p>
      )}
      <form onSubmit={submit} className="grid gap-3">
        <Field label="E-mail">
          <Input name="email" type="email" autoComplete="username" autoFocus required />
        </Field>
        <Field label="Password" error={problem}>
          <Input name="password" type="password" autoComplete="current-password" required />
        </Field>
        <Button type="submit" look="primary" disabled={busy || !hydrated}>
          {busy ? 'Signing in…' : 'Sign in'}
        </Button>
      </form>
      {!setUpNeeded && (
        <p className="text-fact text-mute">
          Accounts are made by admins, who can also set a new password for you.
        </p>
      )}
    </Entrance>
  )
}
