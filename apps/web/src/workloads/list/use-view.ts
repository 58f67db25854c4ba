'use client'
import { systemClock } from '@isola/domain'
import { type Options, useQueryStates } from 'nuqs'
import { createContext, useCallback, useContext, useMemo, useState } from 'react'
import {
  type FilterPatch,
  type WorkloadsParams,
  workloadsParams,
} from '#/app/(app)/workloads/search-params.ts'
import { listInput } from './list-input.ts'
import { wholeMinute } from './to-filter.ts'

type Patch = { [Key in keyof WorkloadsParams]?: WorkloadsParams[Key] | null }

export interface View {
  params: WorkloadsParams
  /** The time that relative ranges end at. */
  at: number
  input: ReturnType<typeof listInput>
  set(patch: Patch, options?: Options): void
  /** Narrows or widens: the list begins at its first page again. */
  setFilter(patch: FilterPatch): void
  /** Relative ranges end now; the list is asked for anew. */
  toNow(): void
}

/** What is looked at: all of it in the URL, but the time that its relative ranges end at. */
export function useNewView(renderedAt: number): View {
  const [params, setParams] = useQueryStates(workloadsParams, { history: 'push' })
  const asked = JSON.stringify({ ...params, columns: null, strip: null, cursor: null })
  const [anchor, setAnchor] = useState({ at: renderedAt, asked })
  // Another question is asked as of now: a page that was left open does not call a night "the last hour".
  if (anchor.asked !== asked) setAnchor({ at: currentMinute(), asked })
  const { at } = anchor

  const set = useCallback((patch: Patch, options?: Options) => void setParams(patch, options), [setParams])
  const setFilter = useCallback<View['setFilter']>((patch) => set({ ...patch, cursor: null }), [set])
  const toNow = useCallback(() => setAnchor((present) => ({ ...present, at: currentMinute() })), [])
  const input = useMemo(() => listInput(params, at), [params, at])
  return useMemo(
    () => ({ params, at, input, set, setFilter, toNow }),
    [params, at, input, set, setFilter, toNow],
  )
}

const currentMinute = () => wholeMinute(systemClock.now())

const ViewContext = createContext<View | null>(null)
export const ViewProvider = ViewContext

export function useView(): View {
  const view = useContext(ViewContext)
  if (!view) throw new Error('useView needs a ViewProvider')
  return view
}
