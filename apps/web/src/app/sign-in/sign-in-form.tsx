'use client'
import { type FormEvent, useState } from 'react'
import { Entrance } from '#/components/entrance.tsx'
import { Button } from '#/components/ui/button.tsx'
import { Field, Input } from '#/components/ui/field.tsx'
import { signIn } from '#/lib/sign-in.ts'

interface SignInFormProps {
  setUpNeeded: boolean
  /** A path of this server. */
  destination: string
}

export function SignInForm({ setUpNeeded, destination }: SignInFormProps) {
  const [problem, setProblem] = useState<string>()
  const [busy, setBusy] = useState(false)
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
    setProblem(answer.message)
  }
  return (
    <Entrance title="Sign in to Isola">
      {setUpNeeded && (
        <p className="text-mute">
          Nobody administers this server yet. The link that makes the first admin is in the server’s output.
        </p>
      )}
      <form onSubmit={submit} className="grid gap-3">
        <Field label="E-mail">
          <Input name="email" type="email" autoComplete="username" required />
        </Field>
        <Field label="Password" error={problem}>
          <Input name="password" type="password" autoComplete="current-password" required />
        </Field>
        <Button type="submit" look="primary" disabled={busy}>
          Sign in
        </Button>
      </form>
    </Entrance>
  )
}
