'use client'
import { matchesFilter, type WorkloadPage, type WorkloadSummary } from '@isola/domain'
import { useState } from 'react'
import { Failure } from '#/components/ui/states.tsx'
import type { BulkAct } from './bulk-acts.ts'
import { Footer } from './footer.tsx'
import { ListDialogs, type OpenDialog } from './list-dialogs.tsx'
import { RowsSkeleton } from './list-skeleton.tsx'
import { Nothing } from './nothing.tsx'
import { Row } from './row.tsx'
import { scaleOf } from './scale-of.ts'
import { SelectionBar } from './selection-bar.tsx'
import { Table } from './table.tsx'
import { useDeleted } from './use-deleted.ts'
import { useRowKeys } from './use-row-keys.ts'
import { useSelection } from './use-selection.ts'
import { useView } from './use-view.ts'

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
  const selection = useSelection(rows, JSON.stringify(input.filter))
  const { chosen, everything, toggle, toggleAll, clear } = selection
  const isSelected = ({ id }: WorkloadSummary) => everything || chosen.has(id)
  const byId = new Map([...chosen, ...(data?.items ?? []).map((row) => [row.id, row] as const)])
  const selected = [...chosen.keys()].map((id) => byId.get(id) as WorkloadSummary)

  const actOn = (act: BulkAct, ids = [...chosen.keys()]) =>
    setOpen(everything ? { act, filter: input.filter } : { act, ids })
  useRowKeys({ rows, active, setActive, selection, selected, actOn, open: setOpen })

  const whyGone = (row: WorkloadSummary): string | null => {
    if (deleted.has(row.id)) return 'deleted'
    return isPlaceholderData || matchesFilter(input.filter, row) ? null : 'left'
  }
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
          selected={rows.every(isSelected) || (rows.some(isSelected) && 'some')}
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
              selected={isSelected(row)}
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
          (everything || chosen.size > 0) && (
            <SelectionBar
              selection={selection}
              workloads={selected}
              among={page && (page.nextCursor || input.cursor) ? page : null}
              onAct={(act) => actOn(act)}
              onChangeStatus={({ id }) => setOpen({ act: 'status', id })}
            />
          )
        }
      />
      <ListDialogs
        open={open}
        byId={byId}
        onClose={(tried) => {
          if (tried === 'everything') clear()
          else for (const id of tried) if (chosen.has(id)) toggle(id, false)
          setOpen(null)
        }}
      />
    </>
  )
}

/** The rows as they were, if it is the same page: after a step to another, that one. */
const still = (frozen: WorkloadPage, data: WorkloadPage): WorkloadPage =>
  frozen.items.some(({ id }) => data.items.some((row) => row.id === id)) ? frozen : data
