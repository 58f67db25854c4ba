import { expect, it } from 'vitest'
import { matchCommands } from './match-commands.ts'
import type { Command } from './use-commands.ts'

const command = (name: string, words = ''): Command => ({ group: 'Do', name, words, run: () => undefined })
const commands = [command('New workload', 'create submit'), command('Theme: dark'), command('Workloads')]
const found = (query: string) => matchCommands(commands, query).map(({ name }) => name)

it('finds a command by the beginnings of its words, in any order', () => {
  expect(found('work new')).toEqual(['New workload'])
  expect(found('DARK')).toEqual(['Theme: dark'])
  expect(found('work')).toEqual(['New workload', 'Workloads'])
})

it('finds a command by other words for it', () => {
  expect(found('submit')).toEqual(['New workload'])
})

it('offers everything until something is typed, and nothing that only contains it', () => {
  expect(found('')).toHaveLength(3)
  expect(found('ork')).toEqual([])
})
