'use client'
import { useQuery } from '@tanstack/react-query'
import { Panel } from '#/components/ui/panel.tsx'
import { Failure, Skeleton } from '#/components/ui/states.tsx'
import { useTRPC } from '#/trpc/client.tsx'
import { Isolations } from './isolations.tsx'
import { NoRunner } from './no-runner.tsx'

const AGAIN_MS = 10_000

/** What workloads can be run in at present, and by whom. */
export function Runners() {
  const trpc = useTRPC()
  const { data, error, refetch } = useQuery({
    ...trpc.system.backends.queryOptions(),
    refetchInterval: AGAIN_MS,
  })
  if (error && !data) return <Failure error={error} retry={() => void refetch()} />
  if (!data) return <Skeleton className="h-[200px] rounded-[10px]" />
  return (
    <>
      <Panel title="Isolations" className="shrink-0">
        <Isolations backends={data.items} />
      </Panel>
      {data.items.every(({ runners }) => runners === 0) && <NoRunner />}
    </>
  )
}
