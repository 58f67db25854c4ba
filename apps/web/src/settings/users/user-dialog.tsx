'use client'
import { ROLES, type Role, type UpdateUserInput, type User } from '@isola/domain'
import { toast } from 'sonner'
import { NewPasswordField } from '#/components/new-password-field.tsx'
import { FormDialog } from '#/components/ui/form-dialog.tsx'
import { useMe } from '#/lib/me.tsx'
import { useTRPCClient } from '#/trpc/client.tsx'
import { issueAt, unlessAt } from '#/trpc/issues.ts'
import { RoleField } from '../role-field.tsx'
import { useAdmin } from '../use-admin.ts'
import type { UserAct } from './user-acts.ts'
import { wordsOf } from './user-words.ts'

interface UserDialogProps {
  user: User
  act: UserAct
  onClose(): void
}

/** One act on one person. */
export function UserDialog({ user, act, onClose }: UserDialogProps) {
  const { users } = useTRPCClient().admin
  const own = useMe().id === user.id
  const words = wordsOf(act, user, own)
  const change = useAdmin(
    (input: UpdateUserInput | 'remove'): Promise<unknown> =>
      input === 'remove' ? users.remove.mutate({ id: user.id }) : users.update.mutate(input),
  )
  const submit = async (values: Record<string, string>) => {
    await change.mutateAsync(inputOf(user.id, act, values))
    toast.success(words.done)
    onClose()
  }
  const refused = issueAt(change.error, 'id')
  return (
    <FormDialog
      title={words.title}
      description={words.consequence}
      verb={words.verb}
      look={act === 'disable' || act === 'remove' ? 'danger' : 'primary'}
      error={unlessAt(change.error, ['id', 'password', 'role'])}
      submit={submit}
      onClose={onClose}
    >
      {act === 'role' && (
        <RoleField roles={ROLES} initial={user.role} error={issueAt(change.error, 'role')} />
      )}
      {act === 'password' && (
        <NewPasswordField
          label="New password"
          name="password"
          error={issueAt(change.error, 'password')}
          autoFocus
        />
      )}
      {refused && (
        <p role="alert" className="text-failed">
          {refused.replace(/^It/, user.email)}.
        </p>
      )}
    </FormDialog>
  )
}

function inputOf(id: string, act: UserAct, values: Record<string, string>): UpdateUserInput | 'remove' {
  switch (act) {
    case 'role':
      return { id, role: values.role as Role }
    case 'password':
      return { id, password: values.password ?? '' }
    case 'disable':
      return { id, disabled: true }
    case 'enable':
      return { id, disabled: false }
    case 'remove':
      return 'remove'
  }
}
