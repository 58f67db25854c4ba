'use client'
import type { ApiKey } from '@isola/domain'
import { toast } from 'sonner'
import { FormDialog } from '#/components/ui/form-dialog.tsx'
import { RelativeTime } from '#/lib/time.tsx'
import { useTRPCClient } from '#/trpc/client.tsx'
import { useAdmin } from '../use-admin.ts'

export function RevokeKey({ apiKey, onClose }: { apiKey: ApiKey; onClose(): void }) {
  const { id, name, role, start, lastUsedAt } = apiKey
  const { keys } = useTRPCClient().admin
  const revoke = useAdmin(() => keys.revoke.mutate({ id }))
  return (
    <FormDialog
      title={`Revoke the key “${name}”`}
      description={
        <>
          <span className="font-mono text-[11.5px]">{start}…</span>, {role}, last used{' '}
          {lastUsedAt ? <RelativeTime at={lastUsedAt} /> : 'never'}
        </>
      }
      verb="Revoke for good"
      look="danger"
      error={revoke.error}
      submit={async () => {
        await revoke.mutateAsync(undefined)
        toast.success(`The key “${name}” is revoked`)
        onClose()
      }}
      onClose={onClose}
    >
      <ul className="grid list-disc gap-1 pl-4 text-mute">
        <li>Whatever uses it is refused from now on, and the streams it has open end.</li>
        {role === 'runner' ? (
          <li>A runner that uses it stops what it runs: those workloads become failed, cause lost.</li>
        ) : (
          <li>Workloads that it created stay; held ones can then be reported on by admins alone.</li>
        )}
        <li>It cannot be taken back: a new key is another one.</li>
      </ul>
    </FormDialog>
  )
}
