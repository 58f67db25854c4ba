import { WORKLOAD_ID } from '@isola/domain'
import Link from 'next/link'
import { Page } from '#/components/shell/page.tsx'
import { buttonClass } from '#/components/ui/button.tsx'
import { Empty } from '#/components/ui/states.tsx'
import { type Caller, getCaller } from '#/server/caller.ts'
import { getQueryClient, Hydrate, trpc } from '#/trpc/server.tsx'
import { type Draft, draftOf, EMPTY } from '#/workloads/new/draft.ts'
import { NewWorkload } from '#/workloads/new/new-workload.tsx'

export const metadata = { title: 'New workload' }

interface Props {
  searchParams: Promise<{ from?: string | string[] }>
}

export default async function NewWorkloadPage({ searchParams }: Props) {
  const caller = await getCaller()
  const { caller: me } = await caller.system.info()
  if (me?.role !== 'admin' && me?.role !== 'operator') return <LookingOn />
  const { from } = await searchParams
  const [initial] = await Promise.all([
    draftFrom(caller, typeof from === 'string' ? from : undefined),
    getQueryClient().prefetchQuery(trpc.system.backends.queryOptions()),
  ])
  return (
    <Hydrate>
      <Page title="New workload">
        {!initial && <p role="status">The workload to start from is not there any more.</p>}
        <NewWorkload initial={initial ?? EMPTY} />
      </Page>
    </Hydrate>
  )
}

/** Null when there is no such workload. */
async function draftFrom({ workload }: Caller, from: string | undefined): Promise<Draft | null> {
  if (from === undefined) return EMPTY
  if (!WORKLOAD_ID.test(from)) return null
  const { items } = await workload.list({ filter: { id: from }, limit: 1 })
  return items.length > 0 ? draftOf(await workload.get({ id: from })) : null
}

const LookingOn = () => (
  <Page title="New workload">
    <Empty title="Viewers look on">
      <p>Creating a workload needs the role operator or admin. An admin can give you one, in Settings.</p>
      <p className="mt-3">
        <Link href="/workloads" className={buttonClass()}>
          All workloads
        </Link>
      </p>
    </Empty>
  </Page>
)
