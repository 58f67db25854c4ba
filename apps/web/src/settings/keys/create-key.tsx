'use client'
import { type CreateApiKeyInput, type CreatedApiKey, type KeyRole, LIMITS, ROLES } from '@isola/domain'
import { useState } from 'react'
import { Field, Input, Select } from '#/components/ui/field.tsx'
import { FormDialog } from '#/components/ui/form-dialog.tsx'
import { useNow } from '#/lib/clock.ts'
import { useTRPCClient } from '#/trpc/client.tsx'
import { issueAt, unlessAt } from '#/trpc/issues.ts'
import { RoleField } from '../role-field.tsx'
import { useAdmin } from '../use-admin.ts'
import { EXPIRIES, expiryAt } from './expiries.ts'
import { KeyOnce } from './key-once.tsx'

const KEY_ROLES = [...ROLES, 'runner'] as const

/** Asks what the key is for; then shows it, for the only time. */
export function CreateKey({ onClose }: { onClose(): void }) {
  const [made, setMade] = useState<CreatedApiKey | null>(null)
  const { keys } = useTRPCClient().admin
  const create = useAdmin((input: CreateApiKeyInput) => keys.create.mutate(input))
  const now = useNow() ?? 0
  if (made) return <KeyOnce made={made} onClose={onClose} />
  const submit = async ({ name = '', role, expiry }: Record<string, string>) => {
    const expiresAt = expiryAt(expiry, now)
    setMade(await create.mutateAsync({ name, role: role as KeyRole, ...(expiresAt && { expiresAt }) }))
  }
  return (
    <FormDialog
      title="New API key"
      description="One for each program or runner, so that it can be revoked alone."
      verb="Create key"
      error={unlessAt(create.error, ['name', 'role', 'expiresAt'])}
      submit={submit}
      onClose={onClose}
    >
      <Field label="Name" hint="of the program that will use it" error={issueAt(create.error, 'name')}>
        <Input name="name" autoComplete="off" maxLength={LIMITS.nameLength} autoFocus required />
      </Field>
      <RoleField roles={KEY_ROLES} initial="operator" error={issueAt(create.error, 'role')} />
      <Field label="Expires" error={issueAt(create.error, 'expiresAt')}>
        <Select name="expiry" defaultValue="in 90 days">
          {EXPIRIES.map(({ name }) => (
            <option key={name}>{name}</option>
          ))}
        </Select>
      </Field>
    </FormDialog>
  )
}
