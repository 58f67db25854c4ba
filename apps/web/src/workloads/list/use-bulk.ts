'use client'
import type { WorkloadSummary } from '@isola/domain'
import { useEffect, useRef, useState } from 'react'
import { problemOf } from '#/actions/problem-of.ts'
import { useMe } from '#/lib/me.tsx'
import { useTRPCClient } from '#/trpc/client.tsx'
import { isolaDataOf } from '#/trpc/errors.ts'
import { BULK_ACTS, type BulkAct } from './bulk-acts.ts'
import type { BulkSource } from './bulk-source.ts'

export interface Outcome {
  workload: WorkloadSummary
  /** What became of it. */
  text: string
  failed: boolean
}

export interface Progress {
  outcomes: Outcome[]
  state: 'asking' | 'working' | 'stopped' | 'done'
  /** Why it stopped, if not because somebody wished it. */
  problem: string | null
}

/** One call for each workload: what fails for one is that one's alone. */
export function useBulk(act: BulkAct) {
  const client = useTRPCClient()
  const me = useMe()
  const [progress, setProgress] = useState<Progress>({ outcomes: [], state: 'asking', problem: null })
  const running = useRef<AbortController | null>(null)
  // A repeated answerless call must not retry twice; randomUUID is not there without HTTPS.
  const [nonce] = useState(() => crypto.getRandomValues(new Uint32Array(4)).join('-'))
  useEffect(() => () => running.current?.abort(), [])

  const attempt = async (workload: WorkloadSummary, reason: string): Promise<Outcome> => {
    const { id } = workload
    const why = reason.trim() ? { reason: reason.trim() } : {}
    const whyNot = BULK_ACTS[act].whyNot(me, workload)
    if (whyNot) return { workload, text: whyNot, failed: true }
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

  /** Begins, or goes on where it stopped. */
  const run = async (source: BulkSource, reason: string) => {
    const stopping = new AbortController()
    const { signal } = stopping
    running.current = stopping
    const halt = (state: Progress['state'], problem: string | null = null) =>
      setProgress((present) => ({ ...present, state, problem }))
    halt('working')
    try {
      while (!signal.aborted) {
        const group = await source.next(signal)
        if (!group) return halt('done')
        const outcomes = await Promise.all(group.map((workload) => attempt(workload, reason)))
        setProgress((present) => ({ ...present, outcomes: [...present.outcomes, ...outcomes] }))
      }
      halt('stopped')
    } catch (error) {
      halt('stopped', signal.aborted ? null : problemOf(error))
    }
  }
  return { progress, run, stop: () => running.current?.abort() }
}

/** Somebody was faster: who, and to what. */
function conflictText(error: unknown): string | null {
  const data = isolaDataOf(error)
  if (data?.code === 'NOT_TERMINAL') return `is ${data.status}: only what has ended can be retried`
  return data?.code === 'INVALID_TRANSITION'
    ? `${data.from} meanwhile, by ${data.lastEvent.actor.name}`
    : null
}
