'use client'
import type { WorkloadSummary } from '@isola/domain'
import { useRouter } from 'next/navigation'
import { useQueryStates } from 'nuqs'
import { whyNotChangeStatus, whyNotRetry } from '#/actions/permissions.ts'
import type { Act } from '#/actions/workload-dialog.tsx'
import { searchParams, TABS } from '#/app/(app)/workloads/[id]/search-params.ts'
import { useKeys } from '#/keys/use-keys.ts'
import { useMe } from '#/lib/me.tsx'
import { useNeighbours } from './use-neighbours.ts'

export function useWorkloadKeys(workload: WorkloadSummary, onAct: (act: Act) => void): void {
  const me = useMe()
  const router = useRouter()
  const [, setQuery] = useQueryStates({ tab: searchParams.tab })
  const { previous, next, within, listHref } = useNeighbours(workload.id)
  useKeys([
    {
      key: 's',
      name: 'Change status',
      unavailable: whyNotChangeStatus(me, workload),
      run: () => onAct('status'),
    },
    { key: 'r', name: 'Retry', unavailable: whyNotRetry(me, workload), run: () => onAct('retry') },
    {
      key: ['k', '['],
      name: 'Previous workload',
      unavailable: previous ? undefined : `None is before it ${within}`,
      run: () => previous?.(),
    },
    {
      key: ['j', ']'],
      name: 'Next workload',
      unavailable: next ? undefined : `None is after it ${within}`,
      run: () => next?.(),
    },
    ...TABS.map((tab, index) => ({
      key: String(index + 1),
      name: `Show ${tab === 'json' ? 'JSON' : tab}`,
      run: () => void setQuery({ tab }),
    })),
    { key: 'Escape', name: 'Back to the list', run: () => router.push(listHref) },
  ])
}
