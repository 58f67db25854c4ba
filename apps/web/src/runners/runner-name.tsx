'use client'
import { NearLink } from '#/components/near-link.tsx'
import { useRunners } from './use-runners.ts'

/** What people call the one that a workload ran on; a node that is no runner of ours is called what its app calls it. */
export function RunnerName({ id }: { id: string }) {
  const { data } = useRunners()
  const runner = data?.items.find((one) => one.id === id)
  if (!runner) return <bdi>{id}</bdi>
  return (
    <NearLink href="/runners" title={`Key ${id}`} className="underline-offset-2 hover:underline">
      <bdi>{runner.name}</bdi>
    </NearLink>
  )
}
