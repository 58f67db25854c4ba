'use client'
import type { ApiKey } from '@isola/domain'
import { useInfiniteQuery } from '@tanstack/react-query'
import { lazy, Suspense, useState } from 'react'
import { Button } from '#/components/ui/button.tsx'
import { LoadMore } from '#/components/ui/load-more.tsx'
import { Panel } from '#/components/ui/panel.tsx'
import { Empty, Failure, Skeleton } from '#/components/ui/states.tsx'
import { Table } from '#/components/ui/table.tsx'
import { useTRPC, useTRPCClient } from '#/trpc/client.tsx'
import { pagesOptions } from '#/trpc/pages.ts'
import { KeyRow } from './key-row.tsx'

const CreateKey = lazy(() => import('./create-key.tsx').then((module) => ({ default: module.CreateKey })))
const RevokeKey = lazy(() => import('./revoke-key.tsx').then((module) => ({ default: module.RevokeKey })))

const COLUMNS = [
  { name: 'Name' },
  { name: 'Key', className: 'max-sm:hidden' },
  { name: 'Role' },
  { name: 'Created by', className: 'max-lg:hidden' },
  { name: 'Created', className: 'max-lg:hidden' },
  { name: 'Last used', className: 'max-sm:hidden' },
  { name: 'Expires', className: 'max-sm:hidden' },
  { name: '', className: 'w-24' },
]

/** What programs and runners sign in with: newest first, those that are of no use any more among them. */
export function Keys() {
  const trpc = useTRPC()
  const client = useTRPCClient()
  const [asked, setAsked] = useState<'new' | ApiKey | null>(null)
  const query = useInfiniteQuery(
    pagesOptions(trpc.admin.keys.list.infiniteQueryKey(), client.admin.keys.list.query),
  )
  const { data, error, refetch } = query
  const keys = data?.pages.flatMap(({ items }) => items)
  const close = () => setAsked(null)
  return (
    <Panel title="API keys" actions={<Button onClick={() => setAsked('new')}>New key</Button>}>
      {error && !data && <Failure error={error} retry={() => void refetch()} />}
      {!data && !error && <Skeleton className="m-3.5 h-20" />}
      {keys?.length === 0 && (
        <Empty title="There are no keys">
          Programs and runners need one. Each gets its own, with a role.
        </Empty>
      )}
      {keys && keys.length > 0 && (
        <Table label="API keys" columns={COLUMNS}>
          {keys.map((key) => (
            <KeyRow key={key.id} apiKey={key} onRevoke={() => setAsked(key)} />
          ))}
        </Table>
      )}
      <LoadMore query={query}>Load older</LoadMore>
      <Suspense>
        {asked === 'new' && <CreateKey onClose={close} />}
        {asked && asked !== 'new' && <RevokeKey apiKey={asked} onClose={close} />}
      </Suspense>
    </Panel>
  )
}
