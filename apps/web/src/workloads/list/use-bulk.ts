'use client'
import type { WorkloadSummary } from '@isola/domain'
import { useRef, useState } from 'react'
import { problemOf } from '#/actions/problem-of.ts'
import { useTRPCClient } from '#/trpc/client.tsx'
import { isolaDataOf } from '#/trpc/errors.ts'
import type { BulkAct } from './bulk-acts.ts'

/** Side by side, and so in one HTTP request; between two such groups one can cancel. */
const AT_ONCE = 20

export interface Outcome {
  workload: WorkloadSummary
  /** What became of it. */
  text: string
  failed: boolean
}

interface Progress {
  outcomes: Outcome[]
  total: number
  state: 'asking' | 'working' | 'done' | 'cancelled'
}

/** One call for each workload: what fails for one is that one's alone. */
export function useBulk(act: BulkAct) {
  const client = useTRPCClient()
  const [progress, setProgress] = useState<Progress>({ outcomes: [], total: 0, state: 'asking' })
  const cancelled = useRef(false)
  // A repeated answerless call must not retry twice; randomUUID is not there without HTTPS.
  const [nonce] = useState(() => crypto.getRandomValues(new Uint32Array(4)).join('-'))

  const attempt = async (workload: WorkloadSummary, reason: string): Promise<Outcome> => {
    const { id } = workload
    const why = reason.trim() ? { reason: reason.trim() } : {}
    try {
      if (act === 'retry') {
        const created = await client.workload.retry.mutate({
          id,
          ...why,
          idempotencyKey: `bulk ${nonce} ${id}`,
        })
        return { workload, text: `retried as …${created.id.slice(-7)}`, failed: false }
      }
      const { status } = await client.workload.kill.mutate({ id, ...why })
      return { workload, text: status === 'killed' ? 'killed' : 'asked to stop', failed: false }
    } catch (error) {
      return { workload, text: conflictText(error) ?? problemOf(error), failed: true }
    }
  }

  const start = async (workloads: readonly WorkloadSummary[], reason: string) => {
    const total = workloads.length
    setProgress({ outcomes: [], total, state: 'working' })
    for (let at = 0; at < total && !cancelled.current; at += AT_ONCE) {
      const outcomes = await Promise.all(
        workloads.slice(at, at + AT_ONCE).map((workload) => attempt(workload, reason)),
      )
      setProgress((present) => ({ ...present, outcomes: [...present.outcomes, ...outcomes] }))
    }
    setProgress((present) => ({ ...present, state: cancelled.current ? 'cancelled' : 'done' }))
  }
  const cancel = () => {
    cancelled.current = true
  }
  return { progress, start, cancel }
}

/** Somebody was faster: who, and to what. */
function conflictText(error: unknown): string | null {
  const data = isolaDataOf(error)
  if (data?.code === 'NOT_TERMINAL') return `is ${data.status}: only what has ended can be retried`
  return data?.code === 'INVALID_TRANSITION'
    ? `${data.from} meanwhile, by ${data.lastEvent.actor.name}`
    : null
}
