/** Cells of the contract's table that depend on the workload: whose it is, whether it has ended, who has a lease on it. */
import { type CreateWorkloadInput, workload } from '@isola/domain'
import { describe, expect, it } from 'vitest'
import { dataOf, outcomeOf } from './testing/answer.ts'
import { changeIn } from './testing/following.ts'
import { signedIn } from './testing/people.ts'
import { leaseOf, startRunner } from './testing/runners.ts'
import { serve } from './testing/serve.ts'
import type { Wire } from './testing/wire.ts'

const held: CreateWorkloadInput = { runtime: 'node', hold: true }

async function create(wire: Wire, input = held): Promise<string> {
  return dataOf(workload, await wire.call('workload.create', input)).id
}

const line = { seq: 0, stream: 'stdout', line: 'hello' }
/** What an operator may do to a workload that is theirs and held; what changes nothing is not among it. */
const reports: [string, object][] = [
  ['workload.updateStatus', { status: 'running' }],
  ['workload.update', { exitCode: 1 }],
  ['log.append', { lines: [line] }],
]

describe.each(['operator', 'admin'] as const)('a key with the role of an %s', (role) => {
  it.each(reports)('may %s on a held workload of its own', async (path, input) => {
    const mine = await (await serve()).as(role)
    expect(outcomeOf(await mine.call(path, { id: await create(mine), ...input }))).toBe('200')
  })
})

describe('an operator', () => {
  it.each(reports)('may not %s on a held workload of another', async (path, input) => {
    const served = await serve()
    const [mine, other] = [await served.as('operator'), await served.as('operator')]
    const id = await create(other)
    expect(outcomeOf(await mine.call(path, { id, ...input }))).toBe('403 FORBIDDEN')
    expect(await served.store.getWorkload(id)).toMatchObject({ status: 'pending', revision: 1, logBytes: 0 })
  })

  it.each(reports)('may not %s on a workload of their own that a runner is to run', async (path, input) => {
    const mine = await (await serve()).as('operator')
    const id = await create(mine, { runtime: 'node', code: 'x' })
    expect(outcomeOf(await mine.call(path, { id, ...input }))).toBe('403 FORBIDDEN')
  })

  it('may not report on what another made, though both are people and have one name', async () => {
    const served = await serve()
    const one = await signedIn(served, 'operator', 'Sam Doe')
    const id = await create(one.wire)
    const program = await served.as('operator')
    expect(outcomeOf(await program.call('workload.updateStatus', { id, status: 'running' }))).toBe(
      '403 FORBIDDEN',
    )
    expect(outcomeOf(await one.wire.call('workload.updateStatus', { id, status: 'running' }))).toBe('200')
  })

  it('may not amend what has ended, though it is theirs', async () => {
    const mine = await (await serve()).as('operator')
    const id = await create(mine)
    await mine.call('workload.kill', { id })
    const amendment = { id, exitCode: 3, reason: 'it was reported wrongly' }
    expect(outcomeOf(await mine.call('workload.update', amendment))).toBe('403 FORBIDDEN')
  })

  it('may not import times, neither when creating nor when reporting', async () => {
    const mine = await (await serve()).as('operator')
    const imported = { ...held, createdAt: '2020-01-01T00:00:00.000Z' }
    expect(outcomeOf(await mine.call('workload.create', imported))).toBe('403 FORBIDDEN')
    const id = await create(mine)
    const early = { id, status: 'running', startedAt: '2020-01-01T00:00:00.000Z' }
    expect(outcomeOf(await mine.call('workload.update', early))).toMatch(
      /^(400 INVALID_INPUT|403 FORBIDDEN)$/,
    )
  })

  it('may kill, retry and note what is not theirs', async () => {
    const served = await serve()
    const mine = await served.as('operator')
    const id = await create(await served.as('admin'))
    for (const [path, input] of [
      ['workload.note', { text: 'why?' }],
      ['workload.kill', {}],
      ['workload.retry', {}],
    ] as const) {
      expect(outcomeOf(await mine.call(path, { id, ...input }))).toBe('200')
    }
  })
})

describe('an admin', () => {
  it('may report on, amend, override and delete any workload, and import times', async () => {
    const served = await serve()
    const admin = await served.as('admin')
    const id = await create(await served.as('operator'))
    for (const [path, input] of [
      ['log.append', { lines: [line] }],
      ['workload.updateStatus', { status: 'running' }],
      ['workload.update', { status: 'failed' }],
      ['workload.update', { exitCode: 3, reason: 'it was reported wrongly' }],
      ['workload.override', { status: 'completed', reason: 'it was not' }],
      ['workload.delete', { reason: 'tidying' }],
    ] as const) {
      expect([path, outcomeOf(await admin.call(path, { id, ...input }))]).toEqual([path, '200'])
    }
    const imported = { ...held, createdAt: '2020-01-01T00:00:00.000Z' }
    expect(outcomeOf(await admin.call('workload.create', imported))).toBe('200')
  })
})

describe('a runner', () => {
  const reads = ['workload.get', 'workload.wait', 'workload.events', 'log.list', 'log.tail'] as const

  const inputOf = (path: string, id: string) => ({
    id,
    ...(path === 'workload.wait' && { timeoutSeconds: 0 }),
  })

  /** A workload with a log, and the runner that has it. */
  async function leasing() {
    const served = await serve()
    const one = await startRunner(served)
    const lease = await leaseOf(served, one)
    await one.wire.call('runner.log', { ...lease, lines: [line] })
    return { served, one, id: lease.id }
  }

  it.each(reads)('may %s of a workload that it has a lease on', async (path) => {
    const { one, id } = await leasing()
    expect(outcomeOf(await one.wire.call(path, inputOf(path, id)))).toBe('200')
  })

  it.each(reads)('may not %s of one that nobody or another runner has a lease on', async (path) => {
    const { served, id } = await leasing()
    const runner = await served.as('runner')
    for (const others of [id, await create(await served.as('admin'))]) {
      expect(outcomeOf(await runner.call(path, inputOf(path, others)))).toBe('403 FORBIDDEN')
    }
  })

  it('is no runner for being called as one: a person sees everything, whoever has the lease', async () => {
    const { served, id } = await leasing()
    const viewer = await served.as('viewer')
    for (const path of reads) expect(outcomeOf(await viewer.call(path, inputOf(path, id)))).toBe('200')
  })
})

describe('the history of a deleted workload', () => {
  it('is for admins', async () => {
    const served = await serve()
    const mine = await served.as('admin')
    const id = await create(mine)
    await mine.call('workload.kill', { id })
    await mine.call('workload.delete', { id, reason: 'not needed' })
    expect(outcomeOf(await mine.call('workload.events', { id }))).toBe('200')
    for (const role of ['operator', 'viewer'] as const) {
      const answer = await (await served.as(role)).call('workload.events', { id })
      expect(outcomeOf(answer), role).toBe('404 WORKLOAD_NOT_FOUND')
    }
  })

  it('is told to admins who replay changes; others learn that it was deleted', async () => {
    const served = await serve()
    const admin = await served.as('admin')
    const id = await create(admin)
    await admin.call('workload.note', { id, text: 'a word among us' })
    await admin.call('workload.kill', { id })
    await admin.call('workload.delete', { id, reason: 'not needed' })
    for (const [wire, kinds] of [
      [admin, ['created', 'noted', 'transitioned', 'deleted']],
      [await served.as('viewer'), ['deleted']],
    ] as const) {
      const stream = await wire.follow('workload.changes', {}, '0')
      const told = (await stream.take(kinds.length)).map(changeIn)
      expect(told.map(({ event }) => event.kind)).toEqual(kinds)
      expect(told.map(({ workload, matches }) => [workload, matches])).toEqual(kinds.map(() => [null, false]))
      stream.drop()
    }
  })
})
