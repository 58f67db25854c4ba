'use client'
import { useQuery } from '@tanstack/react-query'
import { useRouter } from 'next/navigation'
import { useTRPC } from '#/trpc/client.tsx'
import { useCameFrom } from '../came-from.ts'

/** The workloads before and after this one in the list that the person came from. */
export function useNeighbours(id: string) {
  const trpc = useTRPC()
  const router = useRouter()
  const cameFrom = useCameFrom()
  const { filter, order, href } = cameFrom ?? { filter: {}, order: 'newest', href: '/workloads' }
  const beside = (direction: 'newest' | 'oldest') => ({
    ...trpc.workload.list.queryOptions({ filter, order: direction, cursor: id, limit: 1 }),
    enabled: cameFrom !== null,
  })
  const previous = useQuery(beside(order === 'newest' ? 'oldest' : 'newest')).data?.items[0]
  const next = useQuery(beside(order)).data?.items[0]
  const hrefOf = (neighbour: { id: string }) => {
    const tab = new URLSearchParams(window.location.search).get('tab')
    return `/workloads/${neighbour.id}${tab ? `?tab=${tab}` : ''}`
  }
  const filtered = Object.keys(filter).length > 0
  return {
    listHref: href,
    within: filtered ? 'in the filter you came from' : 'among all workloads',
    previous: previous && (() => router.push(hrefOf(previous))),
    next: next && (() => router.push(hrefOf(next))),
  }
}
