import { workload } from '@isola/domain'
import type { Store } from '@isola/store'
import { describe, expect, it, vi } from 'vitest'
import { z } from 'zod'
import { type Answer, dataOf, outcomeOf, refusalIn } from './testing/answer.ts'
import { settled } from './testing/following.ts'
import { SETTER_UP, serve } from './testing/serve.ts'

const held = { runtime: 'node', hold: true } as const
const waited = (answer: Answer) => dataOf(z.object({ workload, done: z.boolean() }), answer)

async function waiting() {
  const served = await serve()
  const viewer = await served.as('viewer')
  const { id } = await served.store.createWorkload(held, SETTER_UP)
  return {
    served,
    viewer,
    id,
    underWay: (count = 1) => vi.waitFor(() => expect(served.notifier.waiting('wait')).toBe(count)),
    nothingLeft: () => settled(served),
  }
}

describe('waiting for a workload', () => {
  it.each(['completed', 'failed', 'killed'] as const)('answers at once when it has %s', async (status) => {
    const { served, viewer, id, nothingLeft } = await waiting()
    await served.store.updateWorkloadStatus(id, 'running', SETTER_UP)
    await served.store.updateWorkloadStatus(id, status, SETTER_UP)
    const answer = waited(await viewer.call('workload.wait', { id, timeoutSeconds: 55 }))
    expect(answer).toMatchObject({ done: true, workload: { id, status } })
    await nothingLeft()
  })

  it('answers when it ends, and not before', async () => {
    const { served, viewer, id, underWay, nothingLeft } = await waiting()
    const other = await served.store.createWorkload(held, SETTER_UP)
    const answers = Promise.all(
      Array.from({ length: 20 }, () => viewer.call('workload.wait', { id, timeoutSeconds: 55 })),
    )
    await underWay(20)
    await served.store.killWorkload(other.id, SETTER_UP)
    await served.store.addNote(id, 'still running', SETTER_UP)
    await served.store.updateWorkloadStatus(id, 'running', SETTER_UP)
    expect(served.notifier.waiting('wait')).toBe(20)
    await served.store.updateWorkload(id, { status: 'failed', exitCode: 7 }, SETTER_UP)
    for (const answer of await answers) {
      expect(waited(answer)).toMatchObject({
        done: true,
        workload: { status: 'failed', exitCode: 7, revision: 3 },
      })
    }
    await nothingLeft()
  })

  it.each([0, 0.001, 0.0015, 0.3333, 1])(
    'answers after %d seconds with what it is then',
    async (timeoutSeconds) => {
      const { viewer, id, nothingLeft } = await waiting()
      const answer = waited(await viewer.call('workload.wait', { id, timeoutSeconds }))
      expect(answer).toMatchObject({ done: false, workload: { status: 'pending' } })
      await nothingLeft()
    },
  )

  it('ends with WORKLOAD_NOT_FOUND when it is deleted, or was never there', async () => {
    const { served, viewer, id, underWay, nothingLeft } = await waiting()
    const answer = viewer.call('workload.wait', { id, timeoutSeconds: 55 })
    await underWay()
    await served.store.killWorkload(id, SETTER_UP)
    const ended = waited(await answer)
    expect(ended.done).toBe(true)
    await served.store.deleteWorkload(id, SETTER_UP, { reason: 'x' })
    expect(refusalIn(await viewer.call('workload.wait', { id }))).toEqual({ code: 'WORKLOAD_NOT_FOUND', id })
    await nothingLeft()
  })

  it('that ends and is deleted in one commit is WORKLOAD_NOT_FOUND', async () => {
    const { served, viewer, id, underWay, nothingLeft } = await waiting()
    const answer = viewer.call('workload.wait', { id, timeoutSeconds: 55 })
    await underWay()
    // Submitted together, they share a batch: whoever waits sees the one only with the other.
    await Promise.all([
      served.store.killWorkload(id, SETTER_UP),
      served.store.deleteWorkload(id, SETTER_UP, { reason: 'x' }),
    ])
    expect(outcomeOf(await answer)).toBe('404 WORKLOAD_NOT_FOUND')
    await nothingLeft()
  })

  it('ends when its client leaves', async () => {
    const { served, viewer, id, underWay, nothingLeft } = await waiting()
    const leaving = new AbortController()
    const answer = viewer
      .call('workload.wait', { id, timeoutSeconds: 55 }, leaving.signal)
      .catch(() => 'left')
    await underWay()
    leaving.abort()
    expect(await answer).toBe('left')
    await nothingLeft()
    expect(served.failures).toEqual([])
  })

  it('ends when the server stops, with what the workload is then', async () => {
    const { served, viewer, id, underWay, nothingLeft } = await waiting()
    const answer = viewer.call('workload.wait', { id, timeoutSeconds: 55 })
    await underWay()
    served.stopping.abort()
    expect(waited(await answer)).toMatchObject({ done: false, workload: { status: 'pending' } })
    await nothingLeft()
  })

  it('misses no end, however close to its beginning', async () => {
    const { served, viewer, nothingLeft } = await waiting()
    const rounds = Array.from({ length: 60 }, async () => {
      const { id } = await served.store.createWorkload(held, SETTER_UP)
      const answer = viewer.call('workload.wait', { id, timeoutSeconds: 55 })
      await served.store.killWorkload(id, SETTER_UP)
      expect(waited(await answer).done).toBe(true)
    })
    await Promise.all(rounds)
    await nothingLeft()
  })

  it('misses no end that comes as the workload is read', async () => {
    let reads = 0
    const wrap = (store: Store): Store => ({
      ...store,
      async getWorkloadSummary(id) {
        const found = await store.getWorkloadSummary(id)
        if (++reads === 1) await store.killWorkload(id, SETTER_UP)
        return found
      },
    })
    const served = await serve({ wrap })
    const { id } = await served.store.createWorkload(held, SETTER_UP)
    const viewer = await served.as('viewer')
    expect(waited(await viewer.call('workload.wait', { id, timeoutSeconds: 55 })).done).toBe(true)
    await settled(served)
  })

  it('leaves nothing behind when the workload cannot be read', async () => {
    let broken = true
    const wrap = (store: Store): Store => ({
      ...store,
      getWorkloadSummary: (id) =>
        broken ? Promise.reject(new Error('a damaged page')) : store.getWorkloadSummary(id),
    })
    const served = await serve({ wrap })
    const { id } = await served.store.createWorkload(held, SETTER_UP)
    const viewer = await served.as('viewer')
    expect(refusalIn(await viewer.call('workload.wait', { id })).code).toBe('INTERNAL')
    await settled(served)
    broken = false
    const answer = waited(await viewer.call('workload.wait', { id, timeoutSeconds: 0.01 }))
    expect(answer.done).toBe(false)
  })
})
