import { afterEach, expect, it } from 'vitest'
import type { Key } from './key.ts'
import { addGroup, currentGroups, findKey, isBeginning } from './registry.ts'

const key = (spelling: string | string[], name: string): Key => ({
  key: spelling,
  name,
  run: () => undefined,
})
const removals: (() => void)[] = []
const add = (title: string, keys: Key[]) => removals.push(addGroup({ title, keys }))

afterEach(() => {
  for (const remove of removals.splice(0)) remove()
})

it('finds what a page brings before what is everywhere', () => {
  add('Everywhere', [key('s', 'global')])
  add('On this page', [key('s', 'own')])
  expect(findKey('s')?.name).toBe('own')
})

it('finds a key by each of its spellings', () => {
  add('On this page', [key(['k', '['], 'previous')])
  expect([findKey('k')?.name, findKey('[')?.name]).toEqual(['previous', 'previous'])
})

it('waits for a second key only after the first of two', () => {
  add('Everywhere', [key('g w', 'workloads'), key('?', 'help')])
  expect([isBeginning('g'), isBeginning('?'), isBeginning('g w')]).toEqual([true, false, false])
  expect(findKey('g w')?.name).toBe('workloads')
})

it('forgets the keys of a page that is left', () => {
  add('On this page', [key('j', 'next')])
  removals.pop()?.()
  expect(findKey('j')).toBeUndefined()
  expect(currentGroups()).toEqual([])
})
