'use client'
import { LIMITS } from '@isola/domain'
import { type FormEvent, useState } from 'react'
import { Entrance } from '#/components/entrance.tsx'
import { NewPasswordField } from '#/components/new-password-field.tsx'
import { Button } from '#/components/ui/button.tsx'
import { Field, Input } from '#/components/ui/field.tsx'
import { setUp } from '#/lib/sign-in.ts'
import { useHydrated } from '#/lib/use-hydrated.ts'

export function SetUpForm({ token }: { token: string }) {
  const [problem, setProblem] = useState<string>()
  const [busy, setBusy] = useState(false)
  // Sent by the browser itself, the form would put the password in the address.
  const hydrated = useHydrated()
  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const { name, email, password } = Object.fromEntries(new FormData(event.currentTarget)) as Record<
      string,
      string
    >
    setBusy(true)
    const answer = await setUp({ token, name: name ?? '', email: email ?? '', password: password ?? '' })
    if (answer.ok) return window.location.assign('/')
    setBusy(false)
    setProblem(answer.message)
  }
  if (!token) {
    return (
      <Entrance title="Set up Isola">
        <p className="text-mute">
          Nobody administers this server yet. Whoever opens the whole link in the server’s output becomes the
          first admin: this address lacks its token.
        </p>
      </Entrance>
    )
  }
  return (
    <Entrance title="Set up Isola">
      <p className="text-mute">
        Nobody administers this server yet. You will: admins make users and keys, and set the record straight.
      </p>
      <form onSubmit={submit} className="grid gap-3">
        <Field label="Name">
          <Input name="name" autoComplete="name" autoFocus maxLength={LIMITS.nameLength} required />
        </Field>
        <Field label="E-mail">
          <Input name="email" type="email" autoComplete="username" required />
        </Field>
        <NewPasswordField label="Password" name="password" />
        {problem && (
          <p role="alert" className="text-failed">
            {problem}
          </p>
        )}
        <Button type="submit" look="primary" disabled={busy || !hydrated}>
          Become the first admin
        </Button>
      </form>
    </Entrance>
  )
}
