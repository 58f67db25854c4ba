import { describe, expect, it } from 'vitest'
import { outcomeOf, refusalIn } from './testing/answer.ts'
import { sayFigures } from './testing/figures.ts'
import { SETTER_UP, serve } from './testing/serve.ts'

const full = process.env.ISOLA_FAULTS === 'full'
const ROUNDS = full ? 500 : 10
const RACERS = 64

describe(`of ${RACERS} clients who want one transition`, () => {
  it(`exactly one gets it, and history has it once (${ROUNDS} rounds)`, {
    timeout: 60_000 + ROUNDS * 5_000,
  }, async () => {
    const served = await serve()
    // Every one with a key of its own: what they share is the workload.
    const racers = await Promise.all(Array.from({ length: RACERS }, () => served.as('admin')))
    const tally = { rounds: 0, winners: 0, conflicts: 0, rows: 0 }
    for (let round = 0; round < ROUNDS; round++) {
      const { id } = await served.store.createWorkload({ runtime: 'node', hold: true }, SETTER_UP)
      const answers = await Promise.all(
        racers.map((racer) => racer.call('workload.updateStatus', { id, status: 'running' })),
      )
      const losers = answers.filter(({ error }) => error)
      expect(losers.map(outcomeOf)).toEqual(Array(RACERS - 1).fill('409 INVALID_TRANSITION'))
      const { items } = await served.store.listEvents(id, { limit: 200 })
      expect(items.map(({ kind, to }) => [kind, to])).toEqual([
        ['created', 'pending'],
        ['transitioned', 'running'],
      ])
      const winner = items[1]?.actor
      for (const loser of losers)
        expect(refusalIn(loser)).toMatchObject({ from: 'running', lastEvent: { actor: winner } })
      tally.rounds++
      tally.winners += RACERS - losers.length
      tally.conflicts += losers.length
      tally.rows += items.length - 1
    }
    sayFigures('64 clients racing one transition over HTTP', tally)
    expect(served.failures).toEqual([])
  })
})
