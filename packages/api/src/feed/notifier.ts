import { type ActorIdentity, LIMITS, workKindKey } from '@isola/domain'
import type { Commit, Store } from '@isola/store'
import { Room } from '../capacity/room.ts'
import { Signal } from './signal.ts'
import { WorkQueue } from './work-queue.ts'

/**
 * What can be waited for: an event about a workload, a change of its log, a runner's registration, an event about any
 * workload.
 */
export type Topic = `workload:${string}` | `log:${string}` | `runner:${string}` | 'events'

/** Who waits, as the metrics name them. */
export type Waiter = 'changes' | 'log' | 'runner' | 'wait'

export interface Subscription {
  signal: Signal
  unsubscribe(): void
}

/**
 * Publishes what a commit means to the calls and streams it concerns, and wakes no others. Nothing is sent along: the
 * record is the truth, and a subscriber reads it. The one listener of the store besides the metrics.
 */
export class Notifier {
  /** Claims that wait for work: woken one for each unit of it, not all. */
  readonly work = new WorkQueue()
  readonly #signals = new Map<Topic, Set<Signal>>()
  readonly #waiting: Record<Waiter, number> = { changes: 0, log: 0, runner: 0, wait: 0 }
  readonly #runners: Room
  readonly #others: Room

  constructor(store: Pick<Store, 'onCommit'>, limit: number = LIMITS.waits) {
    const message = 'Too many calls and streams are waiting; try again later'
    this.#runners = new Room(limit, limit / 2, message)
    this.#others = new Room(limit, limit / 2, message)
    store.onCommit((commit) => this.#publish(commit))
  }

  waiting(waiter: Waiter): number {
    return this.#waiting[waiter]
  }

  /**
   * A signal that is notified from now on, until it is unsubscribed. Runners have room of their own, and no caller gets
   * more than half of either.
   * @throws STORE_BUSY when too many wait already
   */
  subscribe(waiter: Waiter, caller: ActorIdentity, ...topics: Topic[]): Subscription {
    const giveBack = (waiter === 'runner' ? this.#runners : this.#others).take(caller)
    this.#waiting[waiter]++
    const { signal, unsubscribe } = this.listen(...topics)
    const leave = () => {
      this.#waiting[waiter]--
      giveBack()
      unsubscribe()
    }
    return { signal, unsubscribe: leave }
  }

  /** The same for a feed that serves many subscribers: it waits for no caller, and is not counted. */
  listen(...topics: Topic[]): Subscription {
    const signal = new Signal()
    for (const topic of topics) this.#add(topic, signal)
    const unsubscribe = () => {
      for (const topic of topics) this.#remove(topic, signal)
    }
    return { signal, unsubscribe }
  }

  #add(topic: Topic, signal: Signal): void {
    const signals = this.#signals.get(topic) ?? new Set()
    this.#signals.set(topic, signals.add(signal))
  }

  #remove(topic: Topic, signal: Signal): void {
    const signals = this.#signals.get(topic)
    signals?.delete(signal)
    if (signals?.size === 0) this.#signals.delete(topic)
  }

  #publish({ events, logs, runners, work }: Commit): void {
    if (events.size > 0) this.#notify('events')
    for (const id of events) this.#notify(`workload:${id}`)
    for (const id of logs) this.#notify(`log:${id}`)
    for (const id of runners) this.#notify(`runner:${id}`)
    for (const { count, ...kind } of work) this.work.wake(workKindKey(kind), count)
  }

  #notify(topic: Topic): void {
    for (const signal of this.#signals.get(topic) ?? []) signal.notify()
  }
}
