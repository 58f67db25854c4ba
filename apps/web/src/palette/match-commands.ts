import type { Command } from './use-commands.ts'

/** Those in which every word that was typed begins a word. */
export function matchCommands(commands: Command[], query: string): Command[] {
  const typed = query.toLowerCase().split(/\s+/).filter(Boolean)
  return commands.filter(({ name, words = '' }) => {
    const own = `${name} ${words}`.toLowerCase().split(/[\s:]+/)
    return typed.every((word) => own.some((other) => other.startsWith(word)))
  })
}
