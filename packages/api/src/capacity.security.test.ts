import { connect } from 'node:net'
import { LIMITS } from '@isola/domain'
import { describe, expect, it, onTestFinished, vi } from 'vitest'
import { outcomeOf } from './testing/answer.ts'
import { bearer, SETTER_UP, serve } from './testing/serve.ts'

const MiB = 1024 * 1024
const held = { runtime: 'node', hold: true } as const

async function withLargeOutput(served: Awaited<ReturnType<typeof serve>>): Promise<string> {
  const { id } = await served.store.createWorkload(held, SETTER_UP)
  const output = {
    contentType: 'text/plain',
    encoding: 'utf8',
    data: 'x'.repeat(LIMITS.outputBytes),
  } as const
  await served.store.updateWorkload(id, { status: 'running' }, SETTER_UP)
  await served.store.updateWorkload(id, { output }, SETTER_UP)
  return id
}

/** Sends a request and reads nothing of its answer. */
function sendOnly(url: string, text: string): void {
  const socket = connect(Number(new URL(url).port), '127.0.0.1')
  socket.on('error', () => undefined)
  socket.pause()
  socket.write(text)
  onTestFinished(() => void socket.destroy())
}

const get = (path: string, key: string) =>
  `GET /api/trpc/${path} HTTP/1.1\r\nhost: isola\r\nauthorization: Bearer ${key}\r\n\r\n`

describe('what a caller does not take', () => {
  it('is bounded in bytes for each caller, and costs others nothing', async () => {
    const served = await serve({ bytesInFlight: 64 * MiB })
    const id = await withLargeOutput(served)
    const { key } = await served.key('viewer')
    const path = `workload.get?input=${encodeURIComponent(JSON.stringify({ id }))}`
    for (let reader = 0; reader < 20; reader++) sendOnly(served.url, get(path, key))
    // A quarter of the room: the last answer that began may go beyond.
    await vi.waitFor(() => expect(served.capacity.bytes.taken).toBeGreaterThan(8 * MiB))
    const slow = served.wire(bearer(key))
    await vi.waitFor(async () =>
      expect(outcomeOf(await slow.call('workload.get', { id }))).toBe('503 STORE_BUSY'),
    )
    expect(served.capacity.bytes.taken).toBeLessThan(16 * MiB + 2 * LIMITS.outputBytes)
    const other = await served.as('viewer')
    expect(outcomeOf(await other.call('workload.get', { id }))).toBe('200')
  })

  it('is read for many that wait for one workload only as far as there is room', async () => {
    let reads = 0
    const served = await serve({
      bytesInFlight: 64 * MiB,
      wrap: (store) => ({
        ...store,
        getWorkload(id) {
          reads++
          return store.getWorkload(id)
        },
      }),
    })
    const id = await withLargeOutput(served)
    const { key } = await served.key('viewer')
    const path = `workload.wait?input=${encodeURIComponent(JSON.stringify({ id, timeoutSeconds: 50 }))}`
    for (let waiter = 0; waiter < 200; waiter++) sendOnly(served.url, get(path, key))
    await vi.waitFor(() => expect(served.notifier.waiting('wait')).toBe(200), { timeout: 20_000 })
    await served.store.updateWorkload(id, { status: 'completed' }, SETTER_UP)
    await vi.waitFor(() => expect(served.notifier.waiting('wait')).toBe(0), { timeout: 20_000 })
    const other = await served.as('viewer')
    await vi.waitFor(async () => expect(outcomeOf(await other.call('workload.get', { id }))).toBe('200'))
    expect(reads).toBeLessThan(30)
    expect(served.capacity.bytes.taken).toBeLessThan(16 * MiB + 3 * LIMITS.outputBytes)
  })

  it('is given back when it is taken, and when the caller leaves', async () => {
    const served = await serve()
    const id = await withLargeOutput(served)
    const viewer = await served.as('viewer')
    expect(outcomeOf(await viewer.call('workload.get', { id }))).toBe('200')
    await vi.waitFor(() => expect(served.capacity.bytes.taken).toBe(0))
    const stream = await viewer.follow('log.tail', { id })
    stream.drop()
    await vi.waitFor(() => expect(served.capacity.bytes.taken).toBe(0))
  })
})

describe('a body that does not end', () => {
  it('counts as its caller’s: beyond a quarter of the room, more are refused', async () => {
    const served = await serve({ bytesInFlight: 16 * MiB })
    const { key } = await served.key('viewer')
    const head = `POST /api/trpc/workload.note HTTP/1.1\r\nhost: isola\r\nauthorization: Bearer ${key}\r\ncontent-type: application/json\r\ncontent-length: ${8 * MiB}\r\n\r\n`
    for (let sender = 0; sender < 5; sender++) sendOnly(served.url, head + 'x'.repeat(MiB))
    await vi.waitFor(() => expect(served.capacity.bytes.taken).toBeGreaterThanOrEqual(4 * MiB))
    expect(served.capacity.bytes.taken).toBeLessThan(5 * MiB)
    expect(outcomeOf(await served.wire(bearer(key)).call('stats.summary'))).toBe('503 STORE_BUSY')
    expect(outcomeOf(await (await served.as('viewer')).call('stats.summary'))).toBe('200')
  })
})

describe('searches', () => {
  it('of one caller are at most a quarter of all, and leave room for those of others', async () => {
    const { promise: go, resolve } = Promise.withResolvers<void>()
    const served = await serve({
      wrap: (store) => ({
        ...store,
        listWorkloads: (query) => go.then(() => store.listWorkloads(query)),
      }),
    })
    const viewer = await served.as('viewer')
    const search = () => viewer.call('workload.list', { filter: { text: 'x' } })
    const early: string[] = []
    const answers = Array.from({ length: LIMITS.scans / 4 + 10 }, async () => {
      const outcome = outcomeOf(await search())
      early.push(outcome)
      return outcome
    })
    await vi.waitFor(() => expect(early).toHaveLength(10), { timeout: 20_000 })
    expect(new Set(early)).toEqual(new Set(['503 STORE_BUSY']))
    expect(served.capacity.searches.taken).toBe(LIMITS.scans / 4)
    const others = (await served.as('viewer')).call('workload.list', { filter: { text: 'x' } })
    resolve()
    expect(outcomeOf(await others)).toBe('200')
    const outcomes = await Promise.all(answers)
    expect(outcomes.filter((outcome) => outcome === '200')).toHaveLength(LIMITS.scans / 4)
    expect(served.capacity.searches.taken).toBe(0)
  })
})

describe('the queries of a batch', () => {
  it('run one after the other, and let other requests in between', async () => {
    const order: string[] = []
    let running = 0
    const served = await serve({
      wrap: (store) => ({
        ...store,
        async getWorkloadStats(filter) {
          expect(++running).toBe(1)
          // Longer than a turn may take.
          const until = performance.now() + 12
          while (performance.now() < until);
          await new Promise(setImmediate)
          running--
          order.push('of the batch')
          return store.getWorkloadStats(filter)
        },
        getAttention() {
          order.push('another')
          return store.getAttention()
        },
      }),
    })
    const { key } = await served.key('viewer')
    const viewer = served.wire(bearer(key))
    await viewer.call('system.info')
    const names = Array.from({ length: 100 }, () => 'stats.summary').join(',')
    const batch = fetch(`${served.url}/api/trpc/${names}?batch=1&input={}`, { headers: bearer(key) })
    await vi.waitFor(() => expect(order.length).toBeGreaterThan(0))
    expect(outcomeOf(await viewer.call('stats.attention'))).toBe('200')
    expect(order.indexOf('another')).toBeLessThan(100)
    expect((await batch).status).toBe(200)
    expect(order.filter((one) => one === 'of the batch')).toHaveLength(100)
  })
})
