'use client'
import type { WorkloadSummary } from '@isola/domain'
import { useRouter } from 'next/navigation'
import { useQueryStates } from 'nuqs'
import { toast } from 'sonner'
import { whyNotChangeStatus, whyNotRetry } from '#/actions/permissions.ts'
import type { Act } from '#/actions/workload-dialog.tsx'
import { searchParams, TABS } from '#/app/(app)/workloads/[id]/search-params.ts'
import { useHotKeys } from '#/lib/hot-keys.ts'
import { useMe } from '#/lib/me.tsx'
import { useNeighbours } from './use-neighbours.ts'

/** s status, r retry, [ k previous, ] j next, digits for tabs, esc back to the list. */
export function useWorkloadKeys(workload: WorkloadSummary, onAct: (act: Act) => void): void {
  const me = useMe()
  const router = useRouter()
  const [, setQuery] = useQueryStates({ tab: searchParams.tab })
  const { previous, next, listHref } = useNeighbours(workload.id)
  const unless = (why: string | undefined, act: Act) => () => (why ? toast.info(why) : onAct(act))
  const nothing = () => undefined
  useHotKeys({
    s: unless(whyNotChangeStatus(me, workload), 'status'),
    r: unless(whyNotRetry(me, workload), 'retry'),
    '[': previous ?? nothing,
    k: previous ?? nothing,
    ']': next ?? nothing,
    j: next ?? nothing,
    Escape: () => router.push(listHref),
    ...Object.fromEntries(TABS.map((tab, index) => [String(index + 1), () => void setQuery({ tab })])),
  })
}
