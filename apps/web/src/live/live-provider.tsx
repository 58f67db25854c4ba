'use client'
import type { FilteredChange } from '@isola/domain'
import { useQueryClient } from '@tanstack/react-query'
import {
  createContext,
  type ReactNode,
  useCallback,
  useContext,
  useEffect,
  useMemo,
  useRef,
  useState,
} from 'react'
import { useTRPC, useTRPCClient } from '#/trpc/client.tsx'
import { patchCaches } from './patch-caches.ts'

/**
 * `polling`: the stream could not be opened, so pages ask again every few seconds.
 * `away`: nor is that answered. What is shown stays, and is as old as it is.
 */
export type LiveState = 'connecting' | 'live' | 'polling' | 'away'
type Listener = (change: FilteredChange) => void

interface Live {
  state: LiveState
  listen(listener: Listener): () => void
  /** By a page that is hydrated: changed before that, it would not be what the server has rendered. */
  begin(): void
}

const LiveContext = createContext<Live | null>(null)

/** After so many failures in a row the stream is given up for polling; it goes on trying. */
const FAILURES_BEFORE_POLLING = 3
const POLL_MS = 5_000
const STATS_EVERY_MS = 2_000

const isLost = (state: LiveState): boolean => state === 'polling' || state === 'away'

interface LiveProviderProps {
  /** The newest event before the page was made: what has changed since then, while it was on its way, comes first. */
  after: string | undefined
  children: ReactNode
}

/** One stream of changes for the whole dashboard: rows are patched in place, figures asked for again at most every two seconds. */
export function LiveProvider({ after, children }: LiveProviderProps) {
  const client = useTRPCClient()
  const trpc = useTRPC()
  const queryClient = useQueryClient()
  const [state, setState] = useState<LiveState>('connecting')
  const lost = isLost(state)
  const listeners = useRef(new Set<Listener>())
  const position = useRef(after)
  const [begun, setBegun] = useState(false)
  const begin = useCallback(() => setBegun(true), [])

  useEffect(() => {
    if (!begun) return
    let failures = 0
    let statsTimer: ReturnType<typeof setTimeout> | undefined
    const refreshStats = () => {
      statsTimer ??= setTimeout(() => {
        statsTimer = undefined
        void queryClient.invalidateQueries(trpc.stats.pathFilter())
      }, STATS_EVERY_MS)
    }
    const subscription = client.workload.changes.subscribe(
      position.current === undefined ? {} : { lastEventId: position.current },
      {
        onConnectionStateChange({ state: connection, error }) {
          if (connection === 'pending') {
            failures = 0
            setState('live')
          } else if (error && ++failures >= FAILURES_BEFORE_POLLING)
            setState((present) => (isLost(present) ? present : 'polling'))
          else setState((present) => (isLost(present) ? present : 'connecting'))
        },
        onData({ data: change }) {
          patchCaches(queryClient, trpc, change)
          refreshStats()
          for (const listener of listeners.current) listener(change)
        },
        onError: () => setState('polling'),
      },
    )
    return () => {
      subscription.unsubscribe()
      clearTimeout(statsTimer)
    }
  }, [begun, client, queryClient, trpc])

  useEffect(() => {
    if (!lost) return
    let over = false
    let timer = setTimeout(() => void poll(), POLL_MS)
    const poll = async () => {
      const answered = await client.system.info.query().then(
        () => true,
        () => false,
      )
      if (over) return
      setState((present) => (isLost(present) ? (answered ? 'polling' : 'away') : present))
      // Unanswered, every query would fail, and take what is shown with it.
      if (answered) void queryClient.invalidateQueries()
      timer = setTimeout(() => void poll(), POLL_MS)
    }
    return () => {
      over = true
      clearTimeout(timer)
    }
  }, [lost, client, queryClient])

  const live = useMemo<Live>(
    () => ({
      state,
      listen(listener) {
        listeners.current.add(listener)
        return () => listeners.current.delete(listener)
      },
      begin,
    }),
    [state, begin],
  )
  return <LiveContext value={live}>{children}</LiveContext>
}

export function useLive(): Live {
  const live = useContext(LiveContext)
  if (!live) throw new Error('useLive needs a LiveProvider')
  return live
}

/** Calls `listener` with every change; it may be another one at every render. */
export function useChanges(listener: Listener): void {
  const { listen } = useLive()
  const latest = useRef(listener)
  useEffect(() => {
    latest.current = listener
  })
  useEffect(() => listen((change) => latest.current(change)), [listen])
}
