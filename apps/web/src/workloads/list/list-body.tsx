'use client'
import { matchesFilter, type WorkloadPage, type WorkloadSummary } from '@isola/domain'
import { lazy, Suspense, useState } from 'react'
import { Failure } from '#/components/ui/states.tsx'
import type { BulkAct } from './bulk-acts.ts'
import { Footer } from './footer.tsx'
import { RowsSkeleton } from './list-skeleton.tsx'
import { Nothing } from './nothing.tsx'
import { Row } from './row.tsx'
import { scaleOf } from './scale-of.ts'
import { SelectionBar } from './selection-bar.tsx'
import { Table } from './table.tsx'
import { useDeleted } from './use-deleted.ts'
import { type OpenDialog, useRowKeys } from './use-row-keys.ts'
import { useSelection } from './use-selection.ts'
import { useView } from './use-view.ts'

const BulkDialog = lazy(() => import('./bulk-dialog.tsx').then(({ BulkDialog }) => ({ default: BulkDialog })))
const StatusDialog = lazy(() =>
  import('#/actions/status-dialog.tsx').then(({ StatusDialog }) => ({ default: StatusDialog })),
)

interface ListBodyProps {
  list: {
    data: WorkloadPage | undefined
    error: { message: string } | null
    isPlaceholderData: boolean
    refetch(): unknown
  }
  onRefresh(): void
}

/** The table, its keys, and what is done to what is selected. */
export function ListBody({ list: { data, error, isPlaceholderData, refetch }, onRefresh }: ListBodyProps) {
  const { params, input } = useView()
  const [frozen, setFrozen] = useState<WorkloadPage | null>(null)
  const [active, setActive] = useState<string | null>(null)
  const [open, setOpen] = useState<OpenDialog | null>(null)
  const deleted = useDeleted()
  // Still while paused; another page or filter is another question, and answered.
  const page = frozen && !isPlaceholderData && data ? still(frozen, data) : data
  const rows = page?.items ?? []
  const selection = useSelection(rows)
  const { chosen, toggle, toggleAll, clear } = selection
  const byId = new Map([...chosen, ...(data?.items ?? []).map((row) => [row.id, row] as const)])
  const selected = [...chosen.keys()].map((id) => byId.get(id) as WorkloadSummary)

  useRowKeys({ rows, active, setActive, selection, selected, open: setOpen })

  const whyGone = (row: WorkloadSummary): string | null => {
    if (deleted.has(row.id)) return 'deleted'
    return isPlaceholderData || matchesFilter(input.filter, row) ? null : 'left'
  }
  const actOn = (act: BulkAct) => setOpen({ act, ids: [...chosen.keys()] })
  const targets = open && open.act !== 'status' ? open.ids.flatMap((id) => byId.get(id) ?? []) : []
  const scaleMs = scaleOf(rows)
  return (
    <>
      {error && !data ? (
        <Failure error={error} retry={() => void refetch()} />
      ) : !page ? (
        <RowsSkeleton />
      ) : rows.length === 0 ? (
        <Nothing page={page} />
      ) : (
        <Table
          columns={params.columns}
          selected={
            rows.every(({ id }) => chosen.has(id)) || (rows.some(({ id }) => chosen.has(id)) && 'some')
          }
          onToggleAll={toggleAll}
          busy={isPlaceholderData}
        >
          {rows.map((row) => (
            <Row
              key={row.id}
              workload={row}
              columns={params.columns}
              href={`/workloads/${row.id}`}
              scaleMs={scaleMs}
              selected={chosen.has(row.id)}
              active={row.id === active}
              gone={whyGone(row)}
              onToggle={toggle}
              onActivate={setActive}
            />
          ))}
        </Table>
      )}
      <Footer
        page={page}
        paused={frozen !== null}
        onPause={(paused) => setFrozen(paused ? (data ?? null) : null)}
        onRefresh={() => {
          setFrozen(null)
          onRefresh()
        }}
        actions={
          chosen.size > 0 && (
            <SelectionBar
              workloads={selected}
              onAct={actOn}
              onChangeStatus={({ id }) => setOpen({ act: 'status', id })}
              onClear={clear}
            />
          )
        }
      />
      <Suspense>
        {open && open.act !== 'status' && (
          <BulkDialog
            act={open.act}
            workloads={targets}
            onClose={(tried) => {
              for (const id of tried) if (chosen.has(id)) toggle(id, false)
              setOpen(null)
            }}
          />
        )}
        {open?.act === 'status' && byId.get(open.id) && (
          <StatusDialog
            workload={byId.get(open.id) as WorkloadSummary}
            open
            onOpenChange={(stays) => !stays && setOpen(null)}
          />
        )}
      </Suspense>
    </>
  )
}

/** The rows as they were, if it is the same page: after a step to another, that one. */
const still = (frozen: WorkloadPage, data: WorkloadPage): WorkloadPage =>
  frozen.items.some(({ id }) => data.items.some((row) => row.id === id)) ? frozen : data
