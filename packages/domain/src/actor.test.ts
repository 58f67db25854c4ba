import { describe, expect, it } from 'vitest'
import { actor, actorIdentity, hasFullScope } from './actor.ts'
import { ACTOR_KINDS } from './actor-kind.ts'

const ada = { kind: 'user', id: 'ada', name: 'Ada' } as const

describe('an actor', () => {
  it('without a scope has the smaller one, unless it is the system', () => {
    const full = ACTOR_KINDS.filter((kind) => hasFullScope({ ...ada, kind }))
    expect(full).toEqual(['system'])
  })

  it('has the scope that it is given, whatever its kind', () => {
    for (const kind of ACTOR_KINDS) {
      expect(hasFullScope({ ...ada, kind, scope: 'all' })).toBe(true)
      expect(hasFullScope({ ...ada, kind, scope: 'own-held' })).toBe(false)
    }
  })

  it('is stored without its scope', () => {
    expect(actorIdentity.parse({ ...ada, scope: 'all' })).toEqual(ada)
    expect(actor.parse({ ...ada, scope: 'all' })).toEqual({ ...ada, scope: 'all' })
  })

  it('has a kind, an id and a name', () => {
    for (const part of [
      { kind: 'robot' },
      { id: '' },
      { name: '' },
      { id: 'x'.repeat(201) },
      { scope: 'some' },
    ]) {
      expect(actor.safeParse({ ...ada, ...part }).success, JSON.stringify(part)).toBe(false)
    }
  })
})
