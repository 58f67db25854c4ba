import type { Metadata } from 'next'
import { notFound, redirect } from 'next/navigation'
import { getCaller } from '#/server/caller.ts'
import { getQueryClient, Hydrate, trpc } from '#/trpc/server.tsx'
import { DeletedWorkload } from '#/workloads/one/deleted-workload.tsx'
import { eventsOptions } from '#/workloads/one/history/events-options.ts'
import { alikeInput, retriesInput } from '#/workloads/one/related/related-inputs.ts'
import { WorkloadView } from '#/workloads/one/workload-view.tsx'

interface Props {
  params: Promise<{ id: string }>
}

const ID = /^[0-7][0-9A-HJKMNP-TV-Z]{25}$/
/** Characters of source and output that travel with the page; larger ones are asked for by the tab that shows them. */
const MOST_INLINED = 128 * 1024

async function findSummary(id: string) {
  const { items } = await getQueryClient().fetchQuery(
    trpc.workload.list.queryOptions({ filter: { id }, limit: 1 }),
  )
  return items[0]
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { id } = await params
  const workload = ID.test(id) ? await findSummary(id) : undefined
  return { title: workload?.name ?? (workload ? `…${id.slice(-7)}` : 'No such workload') }
}

export default async function WorkloadPage({ params }: Props) {
  const { id } = await params
  if (!ID.test(id)) {
    if (ID.test(id.toUpperCase())) redirect(`/workloads/${id.toUpperCase()}`)
    notFound()
  }
  const workload = await findSummary(id)
  const queryClient = getQueryClient()
  const events = eventsOptions(id, trpc.workload.events.infiniteQueryKey({ id }), async (input) =>
    (await getCaller()).workload.events(input),
  )
  if (!workload) {
    await queryClient.prefetchInfiniteQuery(events)
    if (!queryClient.getQueryData(events.queryKey)?.pages[0]?.items.length) notFound()
    return (
      <Hydrate>
        <DeletedWorkload id={id} />
      </Hydrate>
    )
  }
  const whole = trpc.workload.get.queryOptions({ id })
  await Promise.all([
    queryClient.prefetchQuery(whole),
    queryClient.prefetchInfiniteQuery(events),
    queryClient.prefetchQuery(trpc.workload.list.queryOptions(retriesInput(id))),
    queryClient.prefetchQuery(trpc.workload.list.queryOptions(alikeInput(workload))),
  ])
  const data = queryClient.getQueryData(whole.queryKey)
  const size =
    (data?.code?.length ?? 0) + (data?.output?.data.length ?? 0) + JSON.stringify(data?.input ?? null).length
  if (size > MOST_INLINED) queryClient.removeQueries({ queryKey: whole.queryKey })
  return (
    <Hydrate>
      <WorkloadView key={id} id={id} />
    </Hydrate>
  )
}
