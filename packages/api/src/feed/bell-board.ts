import { Bell } from './bell.ts'

/** Bells by what those who wait for them wait for. */
export class BellBoard {
  readonly #bells = new Map<string, Set<Bell>>()

  /** How many wait. */
  get size(): number {
    return [...this.#bells.values()].reduce((sum, bells) => sum + bells.size, 0)
  }

  /** A bell that rings from now on, until it is taken down. */
  hang(subject: string): { bell: Bell; takeDown: () => void } {
    const bell = new Bell()
    const bells = this.#bells.get(subject) ?? new Set()
    this.#bells.set(subject, bells.add(bell))
    const takeDown = () => {
      bells.delete(bell)
      if (bells.size === 0 && this.#bells.get(subject) === bells) this.#bells.delete(subject)
    }
    return { bell, takeDown }
  }

  ring(subject: string): void {
    for (const bell of this.#bells.get(subject) ?? []) bell.ring()
  }
}
