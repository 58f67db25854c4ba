'use client'
import type { WorkloadPage, WorkloadSummary } from '@isola/domain'
import { X } from 'lucide-react'
import { whyNotChangeStatus, whyNotOperate } from '#/actions/permissions.ts'
import { Button } from '#/components/ui/button.tsx'
import { formatCount, formatTotal } from '#/lib/format-count.ts'
import { useMe } from '#/lib/me.tsx'
import type { BulkAct } from './bulk-acts.ts'
import type { Selection } from './use-selection.ts'

interface SelectionBarProps {
  selection: Selection
  workloads: readonly WorkloadSummary[]
  /** The page, should there be others: then all of them can be selected. */
  among: WorkloadPage | null
  onAct(act: BulkAct): void
  onChangeStatus(workload: WorkloadSummary): void
}

export function SelectionBar({ selection, workloads, among, onAct, onChangeStatus }: SelectionBarProps) {
  const me = useMe()
  const { everything, selectEverything, clear } = selection
  const [only, ...others] = workloads
  const offered = among && !everything && among.items.every(({ id }) => selection.chosen.has(id))
  return (
    <div role="toolbar" aria-label="Selected workloads" className="flex flex-wrap items-center gap-1.5">
      <span className="flex items-center gap-1.5 max-sm:basis-full">
        <span role="status" className="pr-1 font-medium">
          {everything ? `${allOf(among)} selected` : `${formatCount(workloads.length)} selected`}
        </span>
        {offered && (
          <Button look="quiet" onClick={selectEverything}>
            Select {allOf(among).toLowerCase()}
          </Button>
        )}
      </span>
      <Button look="danger" unavailable={whyNotOperate(me)} onClick={() => onAct('kill')}>
        Kill…
      </Button>
      <Button unavailable={whyNotOperate(me)} onClick={() => onAct('retry')}>
        Retry…
      </Button>
      <Button
        unavailable={
          everything || others.length > 0 || !only
            ? 'One workload at a time: select a single one'
            : whyNotChangeStatus(me, only)
        }
        onClick={() => only && onChangeStatus(only)}
      >
        <span className="max-sm:hidden">Change status…</span>
        <span className="sm:hidden">Status…</span>
      </Button>
      <Button
        look="quiet"
        aria-label="Clear the selection"
        title="Clear the selection"
        onClick={clear}
        className="px-1.5"
      >
        <X className="size-3.5" />
      </Button>
    </div>
  )
}

/** With their number where it says something: a short look at the filter has seen no more than the page. */
const allOf = (page: WorkloadPage | null): string =>
  page && (page.total.exact || page.total.count > page.items.length)
    ? `All ${formatTotal(page.total)} that match`
    : 'All that match'
