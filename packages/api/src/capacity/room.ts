import { type ActorIdentity, IsolaError } from '@isola/domain'

/** What one caller has taken of a room, until it is given back. */
export interface Share {
  /** Takes more. @throws STORE_BUSY when the room, or the caller's part of it, is full already */
  take(amount: number): void
  /** Takes what cannot be refused any more, and answers how to give just that back. */
  hold(amount: number): () => void
  /** All of it, for good: what is taken or held later counts for nothing. */
  giveBack(): void
}

/** Something that all callers share, and that none of them may use up alone. */
export class Room {
  readonly #total: number
  readonly #mostOfOne: number
  readonly #message: string
  readonly #takenBy = new Map<string, number>()
  #taken = 0

  /** @param message for the caller that finds no room */
  constructor(total: number, mostOfOne: number, message: string) {
    this.#total = total
    this.#mostOfOne = mostOfOne
    this.#message = message
  }

  get taken(): number {
    return this.#taken
  }

  /** @throws STORE_BUSY when there is no room for this caller */
  check({ kind, id }: ActorIdentity): void {
    const own = this.#takenBy.get(`${kind}:${id}`) ?? 0
    if (this.#taken < this.#total && own < this.#mostOfOne) return
    throw new IsolaError({ code: 'STORE_BUSY' }, this.#message)
  }

  /** A share that is still empty. */
  open(caller: ActorIdentity): Share {
    const owner = `${caller.kind}:${caller.id}`
    let own = 0
    let isOver = false
    const add = (amount: number) => {
      // An answer may still be made for a client that has left: it would never be given back.
      if (isOver) return
      own += amount
      this.#add(owner, amount)
    }
    return {
      take: (amount) => {
        this.check(caller)
        add(amount)
      },
      hold: (amount) => {
        add(amount)
        return () => add(-Math.min(amount, own))
      },
      giveBack: () => {
        add(-own)
        isOver = true
      },
    }
  }

  /** @returns how to give it back */
  take(caller: ActorIdentity, amount = 1): () => void {
    const share = this.open(caller)
    share.take(amount)
    return share.giveBack
  }

  #add(owner: string, amount: number): void {
    this.#taken += amount
    const own = (this.#takenBy.get(owner) ?? 0) + amount
    if (own > 0) this.#takenBy.set(owner, own)
    else this.#takenBy.delete(owner)
  }
}
