'use client'
import { type CreateUserInput, LIMITS, ROLES } from '@isola/domain'
import { toast } from 'sonner'
import { NewPasswordField } from '#/components/new-password-field.tsx'
import { Field, Input } from '#/components/ui/field.tsx'
import { FormDialog } from '#/components/ui/form-dialog.tsx'
import { useTRPCClient } from '#/trpc/client.tsx'
import { issueAt, unlessAt } from '#/trpc/issues.ts'
import { RoleField } from '../role-field.tsx'
import { useAdmin } from '../use-admin.ts'

const FIELDS = ['name', 'email', 'password', 'role']

export function CreateUser({ onClose }: { onClose(): void }) {
  const { users } = useTRPCClient().admin
  const create = useAdmin((input: CreateUserInput) => users.create.mutate(input))
  const problem = (field: string) => issueAt(create.error, field)
  return (
    <FormDialog
      title="New user"
      description="They sign in with this e-mail and password, and change the password in Settings. Tell them yourself: nothing is sent."
      verb="Create user"
      error={unlessAt(create.error, FIELDS)}
      submit={async (values) => {
        const user = await create.mutateAsync(values as unknown as CreateUserInput)
        toast.success(`${user.email} can sign in`)
        onClose()
      }}
      onClose={onClose}
    >
      <Field label="Name" error={problem('name')}>
        <Input name="name" autoComplete="off" maxLength={LIMITS.nameLength} autoFocus required />
      </Field>
      <Field label="E-mail" error={problem('email')}>
        <Input name="email" type="email" autoComplete="off" required />
      </Field>
      <NewPasswordField label="Password" name="password" error={problem('password')} />
      <RoleField roles={ROLES} initial="operator" error={problem('role')} />
    </FormDialog>
  )
}
