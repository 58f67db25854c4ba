import { type FilteredChange, systemClock, toMs } from '@isola/domain'
import { describe, expect, it } from 'vitest'
import { changeIn, followLive } from './testing/following.ts'
import { SETTER_UP, type Served, serve } from './testing/serve.ts'

const held = { runtime: 'node', hold: true } as const

describe('filtered changes', () => {
  /** What a subscriber is told from the beginning, up to a last event that concerns every filter. */
  async function tell(
    served: Served,
    filter: object,
  ): Promise<[kind: string, id: string, matches: boolean][]> {
    const { id } = await served.store.createWorkload(held, SETTER_UP)
    await served.store.killWorkload(id, SETTER_UP)
    await served.store.deleteWorkload(id, SETTER_UP, { reason: 'the end of this test' })
    const stream = await (await served.as('viewer')).follow('workload.changes', { filter }, '0')
    const told: FilteredChange[] = []
    for (let next = await stream.next(); next; next = await stream.next()) {
      const change = changeIn(next)
      if (change.event.reason === 'the end of this test') break
      if (change.event.workloadId !== id) told.push(change)
    }
    stream.drop()
    return told.map(({ event, matches }) => [event.kind, event.workloadId, matches])
  }

  it('concern workloads that are in the filter, and those that have just left it, once', async () => {
    const served = await serve()
    const viewer = await served.as('viewer')
    const stream = await followLive(served, viewer, { filter: { status: ['running'] } })
    const { store } = served
    const step = async (act: () => Promise<unknown>) => {
      await act()
      return (await stream.next())!
    }
    const { id } = await store.createWorkload(held, SETTER_UP)
    const entered = await step(() => store.updateWorkloadStatus(id, 'running', SETTER_UP))
    expect(entered.data).toMatchObject({ event: { seq: 2 }, workload: { status: 'running' }, matches: true })
    const within = await step(() => store.updateWorkload(id, { exitCode: 0 }, SETTER_UP))
    expect(within.data).toMatchObject({ event: { seq: 3, kind: 'updated' }, matches: true })
    const left = await step(() => store.updateWorkloadStatus(id, 'completed', SETTER_UP))
    expect(left.data).toMatchObject({
      event: { seq: 4 },
      workload: { id, status: 'completed' },
      matches: false,
    })
    await store.addNote(id, 'nobody is told of this', SETTER_UP)
    const deleted = await step(() => store.deleteWorkload(id, SETTER_UP, { reason: 'x' }))
    expect(deleted.data).toMatchObject({ event: { seq: 6, kind: 'deleted' }, workload: null, matches: false })
    stream.drop()
  })

  it('tell those who lag behind of all that left, though it has changed again since', async () => {
    const served = await serve()
    const { store } = served
    const { id } = await store.createWorkload(held, SETTER_UP)
    await store.updateWorkloadStatus(id, 'running', SETTER_UP)
    await store.updateWorkload(id, { exitCode: 1 }, SETTER_UP)
    // Here it leaves the filter, and by the time it is told nothing of the workload is as it was.
    await store.updateWorkload(id, { exitCode: 2 }, SETTER_UP)
    await store.updateWorkloadStatus(id, 'failed', SETTER_UP)
    const told = await tell(served, { status: ['running'], exitCode: 1 })
    expect(told).toContainEqual(['updated', id, false])
  })

  it.each<[string, object, object]>([
    ['cause', { cause: ['exit'] }, { cause: 'memory' }],
    ['exit code', { exitCode: 3 }, { exitCode: 4 }],
    ['duration', { durationMinMs: 10, durationMaxMs: 20 }, { durationMs: 20 }],
    ['first error line', { text: 'oops' }, { error: 'else\noops' }],
    [
      'end',
      { finishedTo: '2026-01-01T00:00:01.000Z' },
      { finishedAt: '2026-01-01T00:00:02.000Z', durationMs: 10 },
    ],
  ])('tell that a workload left by its %s', async (_, filter, change) => {
    const clock = { ...systemClock, now: () => toMs('2026-01-01T00:00:00.000Z') + 60_000 }
    const served = await serve({ clock })
    const { store } = served
    const createdAt = '2026-01-01T00:00:00.000Z'
    const { id } = await store.createWorkload({ ...held, createdAt }, SETTER_UP)
    const ended = {
      status: 'failed',
      exitCode: 3,
      error: 'Oops',
      durationMs: 10,
      startedAt: createdAt,
    } as const
    await store.updateWorkload(id, { ...ended, finishedAt: '2026-01-01T00:00:00.500Z' }, SETTER_UP)
    await store.updateWorkload(id, change, SETTER_UP, { reason: 'it was wrong' })
    expect((await tell(served, filter)).at(-1)).toEqual(['amended', id, false])
  })

  it.each<object>([
    { status: ['running'], runtime: ['python'] },
    { status: ['running'], label: { key: 'team', value: 'b' } },
    { text: 'nothing of the kind' },
    { exitCode: 7 },
  ])('pass over what the filter never held: %j', async (filter) => {
    const served = await serve()
    const { store } = served
    const { id } = await store.createWorkload({ ...held, labels: { team: 'a' } }, SETTER_UP)
    await store.updateWorkloadStatus(id, 'running', SETTER_UP)
    await store.updateWorkloadStatus(id, 'completed', SETTER_UP)
    expect(await tell(served, filter)).toEqual([])
  })
})
