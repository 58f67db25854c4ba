'use client'
import type { User } from '@isola/domain'
import { useInfiniteQuery } from '@tanstack/react-query'
import { lazy, Suspense, useState } from 'react'
import { Button } from '#/components/ui/button.tsx'
import { LoadMore } from '#/components/ui/load-more.tsx'
import { Panel } from '#/components/ui/panel.tsx'
import { Failure, Skeleton } from '#/components/ui/states.tsx'
import { Table } from '#/components/ui/table.tsx'
import { useTRPC, useTRPCClient } from '#/trpc/client.tsx'
import { pagesOptions } from '#/trpc/pages.ts'
import type { UserAct } from './user-acts.ts'
import { UserRow } from './user-row.tsx'

const UserDialog = lazy(() => import('./user-dialog.tsx').then((module) => ({ default: module.UserDialog })))
const CreateUser = lazy(() => import('./create-user.tsx').then((module) => ({ default: module.CreateUser })))

const COLUMNS = [
  { name: 'Name' },
  { name: 'E-mail', className: 'max-sm:hidden' },
  { name: 'Role' },
  { name: 'Since', className: 'max-sm:hidden' },
  { name: '', className: 'w-10' },
]

/** Everybody who can sign in, by e-mail. */
export function Users() {
  const trpc = useTRPC()
  const client = useTRPCClient()
  const [asked, setAsked] = useState<'new' | { user: User; act: UserAct } | null>(null)
  const query = useInfiniteQuery(
    pagesOptions(trpc.admin.users.list.infiniteQueryKey(), client.admin.users.list.query),
  )
  const { data, error, refetch } = query
  const close = () => setAsked(null)
  return (
    <Panel title="Users" actions={<Button onClick={() => setAsked('new')}>New user</Button>}>
      {error && !data && <Failure error={error} retry={() => void refetch()} />}
      {!data && !error && <Skeleton className="m-3.5 h-20" />}
      {data && (
        <Table label="Users" columns={COLUMNS}>
          {data.pages
            .flatMap(({ items }) => items)
            .map((user) => (
              <UserRow key={user.id} user={user} onAct={(act) => setAsked({ user, act })} />
            ))}
        </Table>
      )}
      <LoadMore query={query}>Load more</LoadMore>
      <Suspense>
        {asked === 'new' && <CreateUser onClose={close} />}
        {asked && asked !== 'new' && <UserDialog {...asked} onClose={close} />}
      </Suspense>
    </Panel>
  )
}
