'use client'
import type { ApiKey } from '@isola/domain'
import { Button } from '#/components/ui/button.tsx'
import { Cell } from '#/components/ui/table.tsx'
import { useNow } from '#/lib/clock.ts'
import { cn } from '#/lib/cn.ts'
import { RelativeTime } from '#/lib/time.tsx'
import { usePointedAt } from '../use-pointed-at.ts'

export function KeyRow({ apiKey, onRevoke }: { apiKey: ApiKey; onRevoke(): void }) {
  const { id, name, role, start, createdBy, createdAt, lastUsedAt, expiresAt, revokedAt } = apiKey
  const now = useNow()
  const expired = expiresAt !== null && now !== null && Date.parse(expiresAt) <= now
  const over = revokedAt !== null || expired
  return (
    <tr {...usePointedAt(id)}>
      <Cell className="max-w-[220px] truncate max-sm:max-w-[150px] max-sm:py-1.5">
        <bdi className={cn(over && 'text-mute line-through')}>{name}</bdi>
        <span className="block text-fact text-mute sm:hidden">
          used {lastUsedAt ? <RelativeTime at={lastUsedAt} /> : 'never'}
        </span>
      </Cell>
      <Cell className="font-mono text-[11.5px] text-mute max-sm:hidden">{start}…</Cell>
      <Cell className={cn(over && 'text-mute')}>{role}</Cell>
      <Cell className="max-w-[180px] truncate text-mute max-lg:hidden">{createdBy.name}</Cell>
      <Cell className="text-mute max-lg:hidden">
        <RelativeTime at={createdAt} />
      </Cell>
      <Cell className="text-mute max-sm:hidden">
        {lastUsedAt ? <RelativeTime at={lastUsedAt} /> : 'never'}
      </Cell>
      <Cell className="text-mute max-sm:hidden">
        {expiresAt ? (
          <>
            {expired && 'expired '}
            <RelativeTime at={expiresAt} />
          </>
        ) : (
          'never'
        )}
      </Cell>
      <Cell className="px-2 text-right">
        {revokedAt ? (
          <span className="text-mute">
            revoked <RelativeTime at={revokedAt} />
          </span>
        ) : (
          <Button look="quiet" aria-label={`Revoke ${name}`} className="h-7" onClick={onRevoke}>
            Revoke…
          </Button>
        )}
      </Cell>
    </tr>
  )
}
