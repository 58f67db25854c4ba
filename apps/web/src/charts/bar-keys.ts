import type { KeyboardEvent } from 'react'

interface Chosen {
  start: number
  end: number
}

interface BarKeys {
  last: number
  chosen: Chosen | null
  setChosen(chosen: Chosen | null): void
  select(start: number, end: number): void
}

const MOVES: Record<string, (end: number, last: number) => number> = {
  ArrowLeft: (end) => end - 1,
  ArrowRight: (end) => end + 1,
  PageDown: (end) => end - 10,
  PageUp: (end) => end + 10,
  Home: () => 0,
  End: (_, last) => last,
}

/** A slider's keys: with Shift they widen what is chosen; Enter takes it, Escape lets it go. */
export const barKeys =
  ({ last, chosen, setChosen, select }: BarKeys) =>
  (event: KeyboardEvent): void => {
    const move = MOVES[event.key]
    if (move) {
      const end = Math.min(last, Math.max(0, chosen ? move(chosen.end, last) : last))
      setChosen({ start: event.shiftKey && chosen ? chosen.start : end, end })
    } else if (chosen && (event.key === 'Enter' || event.key === ' ')) select(chosen.start, chosen.end)
    else if (chosen && event.key === 'Escape') setChosen(null)
    else return
    event.preventDefault()
    event.stopPropagation()
  }
