'use client'
import type { WorkloadSummary } from '@isola/domain'
import { useRouter } from 'next/navigation'
import { whyNotChangeStatus, whyNotOperate } from '#/actions/permissions.ts'
import { useKeys } from '#/keys/use-keys.ts'
import { useMe } from '#/lib/me.tsx'
import type { BulkAct } from './bulk-acts.ts'
import type { OpenDialog } from './list-dialogs.tsx'
import type { Selection } from './use-selection.ts'

interface RowKeys {
  rows: readonly WorkloadSummary[]
  active: string | null
  setActive(id: string | null): void
  selection: Selection
  selected: readonly WorkloadSummary[]
  /** On what is selected, or on these. */
  actOn(act: BulkAct, ids?: string[]): void
  open(dialog: OpenDialog): void
}

/** Keys of the list. The active row has the focus, so that a screen reader says it. */
export function useRowKeys(list: RowKeys): void {
  const { rows, active, setActive, selection, selected, actOn, open } = list
  const router = useRouter()
  const me = useMe()
  const { chosen, everything, toggle, clear } = selection
  const any = everything || chosen.size > 0
  const move = (step: 1 | -1) => {
    const at = rows.findIndex(({ id }) => id === active)
    const next = rows[at < 0 ? 0 : Math.min(rows.length - 1, Math.max(0, at + step))]
    if (!next) return
    setActive(next.id)
    const link = document.querySelector<HTMLElement>(`[data-id="${next.id}"] [data-row-link]`)
    link?.focus({ preventScroll: true })
    link?.closest('tr')?.scrollIntoView({ block: 'nearest' })
  }
  const activeRow = rows.find(({ id }) => id === active)
  const subject = activeRow ?? (selected.length === 1 ? selected[0] : undefined)
  const noRow = activeRow ? undefined : 'Move to a workload first, with j and k'
  useKeys([
    { key: 'j', name: 'Next workload', run: () => move(1) },
    { key: 'k', name: 'Previous workload', run: () => move(-1) },
    { key: 'x', name: 'Select it', unavailable: noRow, run: () => active && toggle(active, false) },
    {
      key: 'X',
      name: 'Select all from the last one',
      unavailable: noRow,
      run: () => active && toggle(active, true),
    },
    { key: 'Enter', name: 'Open it', unavailable: noRow, run: () => router.push(`/workloads/${active}`) },
    {
      key: 'r',
      name: 'Retry it, or what is selected',
      unavailable: whyNotOperate(me) ?? (any ? undefined : noRow),
      run: () => (any ? actOn('retry') : actOn('retry', [active ?? ''])),
    },
    {
      key: 's',
      name: 'Change its status',
      unavailable: subject ? whyNotChangeStatus(me, subject) : noRow,
      run: () => subject && open({ act: 'status', id: subject.id }),
    },
    { key: 'Escape', name: 'Clear the selection', run: () => (any ? clear() : setActive(null)) },
    { key: '/', name: 'Search and filter', run: focusSearch },
  ])
}

const focusSearch = () => document.querySelector<HTMLElement>('[data-search]')?.focus()
