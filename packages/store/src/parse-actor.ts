import { type Actor, actor, parseInput } from '@isola/domain'

/** The programs that call the store hand in actors of their own making: checked all the same, before they enter history. */
export const parseActor = (value: Actor): Actor => parseInput(actor, value)
