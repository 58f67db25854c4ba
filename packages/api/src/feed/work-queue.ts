import { type Claim, type WorkKind, workKindKey } from '@isola/domain'
import type { Signal } from './signal.ts'

/**
 * Claims that wait for work, each under the kinds that its runner offers. A unit of new work wakes one of them, the one
 * that has waited longest: waking all made a create take 27 ms with 200 runners waiting, even if none could run it.
 */
export class WorkQueue {
  readonly #claims = new Map<string, Set<WaitingClaim>>()
  readonly #byName = new Map<string, WaitingClaim>()

  /**
   * A claim that waits from now on; `signal` is notified when there is work for it. It replaces an earlier one of the same
   * name: that one's caller has asked again, and would not see the work that it takes.
   */
  join(name: string, signal: Signal): WaitingClaim {
    this.#byName.get(name)?.replace()
    const claim = new WaitingClaim(this, signal, () => {
      if (this.#byName.get(name) === claim) this.#byName.delete(name)
    })
    this.#byName.set(name, claim)
    return claim
  }

  enter(kind: string, claim: WaitingClaim): void {
    this.#claims.set(kind, (this.#claims.get(kind) ?? new Set()).add(claim))
  }

  leave(kind: string, claim: WaitingClaim): void {
    const claims = this.#claims.get(kind)
    claims?.delete(claim)
    if (claims?.size === 0) this.#claims.delete(kind)
  }

  /** Wakes as many claims as there are units of work of this kind, or all that wait for it. */
  wake(kind: string, units: number): void {
    let left = units
    // Idle ones first. One that is under way was submitted before this work: it may find none, and then has to try again.
    for (const underWay of [false, true]) {
      for (const claim of this.#claims.get(kind) ?? []) {
        if (left === 0) return
        if (claim.underWay === underWay && claim.wake(kind)) left--
      }
    }
  }
}

/**
 * A claim in the queue. Each wake-up stands for a unit of work, and is passed on unless this claim takes that unit or
 * finds none left: otherwise work could sit while a runner waits for it.
 */
export class WaitingClaim {
  readonly #queue: WorkQueue
  readonly #signal: Signal
  readonly #forget: () => void
  readonly #replaced = new AbortController()
  #kinds: ReadonlySet<string> = new Set()
  /** The kind of the work that it was woken for and has not tried to claim yet. */
  #wokenFor: string | null = null
  #underWay = false

  constructor(queue: WorkQueue, signal: Signal, forget: () => void) {
    this.#queue = queue
    this.#signal = signal
    this.#forget = forget
  }

  /** Aborted when the same claim is made again. */
  get replaced(): AbortSignal {
    return this.#replaced.signal
  }

  get underWay(): boolean {
    return this.#underWay
  }

  replace(): void {
    this.#replaced.abort()
  }

  /** Sets the kinds that its runner offers now. */
  offer(kinds: readonly WorkKind[]): void {
    const before = this.#kinds
    this.#kinds = new Set(kinds.map(workKindKey))
    for (const kind of this.#kinds) if (!before.has(kind)) this.#queue.enter(kind, this)
    for (const kind of before) if (!this.#kinds.has(kind)) this.#withdraw(kind)
  }

  /** Returns false when it has been woken already. */
  wake(kind: string): boolean {
    if (this.#wokenFor !== null) return false
    this.#wokenFor = kind
    this.#signal.notify()
    return true
  }

  /** @param over once aborted, `claim` returns null without having looked for work */
  async attempt(claim: () => Promise<Claim | null>, over: AbortSignal): Promise<Claim | null> {
    const wokenFor = this.#wokenFor
    this.#wokenFor = null
    this.#underWay = true
    let settled = false
    try {
      const claimed = await claim()
      settled = claimed ? kindOf(claimed) === wokenFor : !over.aborted
      return claimed
    } finally {
      this.#underWay = false
      if (wokenFor !== null && !settled) this.#queue.wake(wokenFor, 1)
    }
  }

  close(): void {
    this.#forget()
    for (const kind of this.#kinds) this.#queue.leave(kind, this)
    if (this.#wokenFor !== null) this.#queue.wake(this.#wokenFor, 1)
  }

  /** A registration may have been in force for its last attempt already, which then left work of this kind behind. */
  #withdraw(kind: string): void {
    if (this.#wokenFor === kind) this.#wokenFor = null
    this.#queue.leave(kind, this)
    this.#queue.wake(kind, 1)
  }
}

/** Before a claim, a workload's isolation is the requested one. */
const kindOf = ({ workload: { requestedIsolation: isolation, runtime } }: Claim): string =>
  workKindKey({ isolation, runtime })
