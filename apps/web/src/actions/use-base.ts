'use client'
import type { LastEvent, WorkloadSummary } from '@isola/domain'
import { useRef, useState } from 'react'
import { useChanges } from '#/live/live-provider.tsx'
import { conflictOf } from './problem-of.ts'
import { usePresent } from './use-present.ts'

/**
 * What a dialog's choice is made upon: the workload as it was when the person began to choose. Until then it follows the
 * record; afterwards a change by somebody else is a conflict, to be read before going on.
 */
export function useBase(workload: WorkloadSummary) {
  const { present, refetch } = usePresent(workload)
  const [frozen, setFrozen] = useState<WorkloadSummary | null>(null)
  const [meanwhile, setMeanwhile] = useState<LastEvent | null>(null)
  /** Our own change comes back over the stream, maybe before its answer. */
  const writing = useRef(false)

  useChanges(({ event, workload: changed }) => {
    if (!frozen || writing.current || changed?.id !== frozen.id) return
    if (changed.revision > frozen.revision) setMeanwhile(event)
  })

  return {
    present,
    base: frozen ?? present ?? workload,
    meanwhile,
    /** The choice is made upon what is shown now. */
    freeze: () => setFrozen((already) => already ?? present),
    goOn() {
      setFrozen(present)
      setMeanwhile(null)
    },
    /** Does it; a conflict is taken in, any other error is the caller's. Answers whether it was done. */
    async write(act: () => Promise<unknown>): Promise<boolean> {
      writing.current = true
      try {
        await act()
        return true
      } catch (error) {
        const conflict = conflictOf(error)
        if (!conflict) throw error
        await refetch()
        setMeanwhile(conflict)
        return false
      } finally {
        writing.current = false
      }
    },
  }
}
