'use client'
import type { AuditEntry } from '@isola/domain'
import Link from 'next/link'
import { CopyId } from '#/components/copy-id.tsx'
import { Cell } from '#/components/ui/table.tsx'
import { formatExact, RelativeTime, useTimes } from '#/lib/time.tsx'
import { ACTION_NAMES } from './action-words.ts'
import { detailsOf } from './details-of.ts'
import type { Target } from './use-people.ts'

export function AuditRow({ entry, target }: { entry: AuditEntry; target: Target | undefined }) {
  const { zone } = useTimes()
  const { at, actor, action, details } = entry
  const facts = detailsOf(details, target?.name, zone)
  return (
    <tr className="align-top hover:bg-hover">
      <Cell className="py-[7px]">
        <RelativeTime at={at} className="block" />
        <span className="block text-fact text-mute max-sm:hidden">
          {formatExact(at, zone).replace(/\.\d+/, '')}
        </span>
      </Cell>
      <Cell className="max-w-[200px] py-[7px] max-sm:hidden">
        <Who actor={actor} />
      </Cell>
      <Cell className="whitespace-normal py-[7px]">
        <p className="break-words">
          {ACTION_NAMES[action] ?? action} <Whom target={target} id={entry.target} />
        </p>
        <p className="text-fact text-mute sm:hidden">by {actor.name}</p>
        {facts.length > 0 && (
          <dl className="flex flex-wrap gap-x-3 text-fact text-mute">
            {facts.map(([name, value]) => (
              <div key={name} className="flex gap-1 [overflow-wrap:anywhere]">
                <dt>{name}</dt>
                <dd className="text-text">{value}</dd>
              </div>
            ))}
          </dl>
        )}
      </Cell>
    </tr>
  )
}

const PAGES: Record<string, string> = { user: 'users', key: 'keys', runner: 'keys' }

function Who({ actor: { kind, id, name } }: Pick<AuditEntry, 'actor'>) {
  const page = PAGES[kind]
  return (
    <>
      <span className="block truncate">
        {page ? (
          <Link href={`/settings/${page}?of=${id}`} className="hover:underline">
            <bdi>{name}</bdi>
          </Link>
        ) : (
          name
        )}
      </span>
      <span className="block text-fact text-mute">{kind}</span>
    </>
  )
}

function Whom({ target, id }: { target: Target | undefined; id: string | null }) {
  if (!target) return id && <CopyId id={id} />
  const name = <bdi className="font-medium">{target.name}</bdi>
  if (!target.href) return name
  return (
    <Link href={target.href} className="hover:underline">
      {name}
    </Link>
  )
}
