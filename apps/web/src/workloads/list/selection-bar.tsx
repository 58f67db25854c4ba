'use client'
import type { WorkloadSummary } from '@isola/domain'
import { whyNotChangeStatus, whyNotOperate } from '#/actions/permissions.ts'
import { Button } from '#/components/ui/button.tsx'
import { formatCount } from '#/lib/format-count.ts'
import { useMe } from '#/lib/me.tsx'
import type { BulkAct } from './bulk-acts.ts'

interface SelectionBarProps {
  workloads: readonly WorkloadSummary[]
  onAct(act: BulkAct): void
  onChangeStatus(workload: WorkloadSummary): void
  onClear(): void
}

export function SelectionBar({ workloads, onAct, onChangeStatus, onClear }: SelectionBarProps) {
  const me = useMe()
  const [only, ...others] = workloads
  return (
    <div role="toolbar" aria-label="Selected workloads" className="flex flex-wrap items-center gap-1.5">
      <span role="status" className="pr-1 font-medium">
        {formatCount(workloads.length)} selected
      </span>
      <Button look="danger" unavailable={whyNotOperate(me)} onClick={() => onAct('kill')}>
        Kill…
      </Button>
      <Button unavailable={whyNotOperate(me)} onClick={() => onAct('retry')}>
        Retry…
      </Button>
      <Button
        unavailable={
          others.length > 0 || !only
            ? 'One workload at a time: select a single one'
            : whyNotChangeStatus(me, only)
        }
        onClick={() => only && onChangeStatus(only)}
      >
        Change status…
      </Button>
      <Button look="quiet" onClick={onClear}>
        Clear
      </Button>
    </div>
  )
}
