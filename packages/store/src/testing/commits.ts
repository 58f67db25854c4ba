/** What a store announces while a test does something. */
import { expect } from 'vitest'
import type { Commit } from '../commit.ts'
import type { Store } from '../store.ts'
import { admin, refusalOf, workloadIn } from './fixtures.ts'

/**
 * Collects commits from now on.
 * @returns the commits so far, once everything written before the call has been announced
 */
export async function collectCommits(
  store: Store,
  onCommit: () => void = () => undefined,
): Promise<() => Promise<Commit[]>> {
  const { id } = await workloadIn(store, 'running')
  const commits: Commit[] = []
  let marker = 0
  let announced = () => {}
  // Commits are announced in their order: when the line of a marker is, everything before has been.
  const reached = async () => {
    const last = Promise.withResolvers<void>()
    announced = last.resolve
    await store.appendLogLines(id, [{ seq: marker++, stream: 'stdout', line: 'marker' }], admin)
    await last.promise
    return commits
  }
  store.onCommit((commit) => {
    if (commit.logs.has(id)) return announced()
    if (marker === 1) return
    commits.push(commit)
    onCommit()
  })
  await reached()
  marker++
  return reached
}

/** What a series of commits announced, without how many writes there were; a kind of effect that is missing is left out. */
export interface Announced {
  events?: string[]
  logs?: string[]
  runners?: string[]
  /** Of each kind as often as it became claimable: `auto node`. */
  work?: string[]
}

/** Does something, and says what was announced of it and of nothing else. */
export async function announcedBy<Answer>(
  store: Store,
  act: () => Promise<Answer>,
): Promise<[Answer, Announced]> {
  const collected = await collectCommits(store)
  const answer = await act()
  const commits = await collected()
  const idsOf = (kind: 'events' | 'logs' | 'runners') => commits.flatMap((commit) => [...commit[kind]])
  const work = commits.flatMap((commit) =>
    commit.work.flatMap(({ isolation, runtime, count }) =>
      Array.from({ length: count }, () => `${isolation} ${runtime}`),
    ),
  )
  const announced = { events: idsOf('events'), logs: idsOf('logs'), runners: idsOf('runners'), work }
  const present = Object.entries(announced).filter(([, found]) => found.length > 0)
  return [answer, Object.fromEntries(present.map(([kind, found]) => [kind, found.toSorted()]))]
}

export const announcesNothing = async (store: Store, act: () => Promise<unknown>) =>
  expect((await announcedBy(store, act))[1]).toEqual({})
export const refusedQuietly = (store: Store, act: () => Promise<unknown>) =>
  announcesNothing(store, () => refusalOf(act()))
export const announcesEvent = async (store: Store, id: string, act: () => Promise<unknown>) =>
  expect((await announcedBy(store, act))[1]).toEqual({ events: [id] })
