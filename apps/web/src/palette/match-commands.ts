import { fold } from '@isola/domain'
import type { Command } from './use-commands.ts'

/** Those in which every word that was typed begins a word. */
export function matchCommands(commands: Command[], query: string): Command[] {
  const typed = fold(query).split(/\s+/).filter(Boolean)
  return commands.filter(({ name, words = '' }) => {
    const own = fold(`${name} ${words}`).split(/[\s:]+/)
    return typed.every((word) => own.some((other) => other.startsWith(word)))
  })
}
