import { onTestFinished } from 'vitest'
import type { createIsolaClient } from '../create-isola-client.ts'

type Client = ReturnType<typeof createIsolaClient>
type Changes = Parameters<Client['workload']['changes']['subscribe']>
type Tail = Parameters<Client['log']['tail']['subscribe']>

/** What a subscriber is told, as it comes. */
export interface Followed<Item> {
  items: Item[]
  /** How often it has been connected. */
  started: number
  error: unknown
  completed: boolean
  unsubscribe(): void
}

interface Observer<Item> {
  onStarted(): void
  onData(item: Item): void
  onError(error: unknown): void
  onComplete(): void
}

function follow<Item>(subscribe: (observer: Observer<Item>) => { unsubscribe(): void }): Followed<Item> {
  const followed: Followed<Item> = {
    items: [],
    started: 0,
    error: undefined,
    completed: false,
    unsubscribe: () => subscription.unsubscribe(),
  }
  const subscription = subscribe({
    onStarted: () => {
      followed.started += 1
    },
    onData: (item) => followed.items.push(item),
    onError: (error) => {
      followed.error = error
    },
    onComplete: () => {
      followed.completed = true
    },
  })
  onTestFinished(() => subscription.unsubscribe())
  return followed
}

type Item<Options> = Options extends { onData?: (value: infer Value) => void } ? Value : never

export const followChanges = (client: Client, input?: Changes[0], signal?: AbortSignal) =>
  follow<Item<Changes[1]>>((observer) =>
    client.workload.changes.subscribe(input, { ...observer, ...(signal && { signal }) }),
  )

export const followLog = (client: Client, input: Tail[0]) =>
  follow<Item<Tail[1]>>((observer) => client.log.tail.subscribe(input, observer))
