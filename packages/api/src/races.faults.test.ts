import { describe, expect, it } from 'vitest'
import { outcomeOf, refusalIn } from './testing/answer.ts'
import { sayFigures } from './testing/figures.ts'
import { claimIn, startRunner, workFor } from './testing/runners.ts'
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

describe(`of ${RACERS} runners who claim`, () => {
  it(`each workload goes to one, and none is left (${10 * ROUNDS} workloads)`, {
    timeout: 60_000 + ROUNDS * 5_000,
  }, async () => {
    const served = await serve()
    const runners = await Promise.all(Array.from({ length: RACERS }, () => startRunner(served)))
    const made = Array.from({ length: 10 * ROUNDS }, () => workFor(served))
    const claimed: string[] = []
    const run = async ({ claim, wire, id: runner }: (typeof runners)[number]) => {
      const next = async () => claimIn(await claim({ waitSeconds: 0 }))
      for (let got = await next(); got; got = await next()) {
        const { id, leasedBy } = got.workload
        expect(leasedBy).toBe(runner)
        claimed.push(id)
        const report = { id, leaseToken: got.lease.leaseToken, status: 'completed' }
        expect(outcomeOf(await wire.call('runner.finish', report))).toBe('200')
      }
    }
    const ids = await Promise.all(made)
    await Promise.all(runners.map(run))
    expect(claimed.toSorted()).toEqual(ids.toSorted())
    const { byStatus } = await served.store.getWorkloadStats()
    expect(byStatus).toMatchObject({ pending: 0, running: 0, completed: ids.length })
    expect((await served.store.verify()).problems).toEqual([])
    sayFigures('64 runners claiming over HTTP', { workloads: ids.length, claims: claimed.length })
    expect(served.failures).toEqual([])
  })
})
