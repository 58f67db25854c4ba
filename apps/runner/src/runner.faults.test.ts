import { describe, expect, it, vi } from 'vitest'
import { cutProxy } from './testing/cut-proxy.ts'
import { type House, leftOf, openHouse, processesWith } from './testing/house.ts'

/** A lease lasts half a minute, and after a restart the server waits one more. */
const LEASE = { timeout: 120_000, interval: 500 }
const slow = { timeout: 60_000, interval: 100 }
const FOREVER = 'console.log("begun"); await new Promise(() => setInterval(() => {}, 1_000))'
const seconds = (count: number) =>
  `console.log("begun"); await new Promise((resolve) => setTimeout(resolve, ${count * 1_000})); console.log("done")`

/** Submitted, and seen to run. */
async function begin({ admin }: House, code: string): Promise<string> {
  const { id } = await admin.workload.create.mutate({
    runtime: 'node',
    isolation: 'isolate',
    code,
    timeoutSeconds: 600,
  })
  await vi.waitFor(async () => {
    expect((await admin.log.list.query({ id })).items).toHaveLength(1)
  }, slow)
  return id
}

/** Every end that the history of a workload knows. */
async function endsOf({ admin }: House, id: string) {
  const { items } = await admin.workload.events.query({ id })
  return items.filter(({ to }) => to && !['pending', 'running'].includes(to)).map(({ to }) => to)
}

describe('the outcome is recorded once, and nothing runs twice or stays running', {
  timeout: 180_000,
}, () => {
  it('when the runner is killed: lost; its next life clears what the dead one left', async () => {
    const house = await openHouse()
    const runner = await house.addRunner()
    const id = await begin(house, FOREVER)
    runner.kill('SIGKILL')
    await runner.exited
    await house.addRunner({ ISOLA_RUNNER_DATA_DIR: runner.folder })
    await vi.waitFor(() => expect(processesWith(`${runner.folder}/`)).toEqual([]), slow)
    await vi.waitFor(async () => {
      expect(await house.admin.workload.get.query({ id })).toMatchObject({ status: 'failed', cause: 'lost' })
    }, LEASE)
    expect(await endsOf(house, id)).toEqual(['failed'])
    expect(leftOf(id, runner)).toEqual([])
  })

  it('when the server is killed and comes back: what ended meanwhile is reported, what runs goes on', async () => {
    const house = await openHouse()
    await house.addRunner()
    const [short, long] = await Promise.all([begin(house, seconds(2)), begin(house, seconds(12))])
    await house.killServer()
    await new Promise((resolve) => setTimeout(resolve, 4_000))
    await house.restartServer()
    await vi.waitFor(async () => {
      for (const id of [short, long])
        expect(await house.admin.workload.get.query({ id })).toMatchObject({ status: 'completed' })
    }, LEASE)
    for (const id of [short, long]) {
      expect(await endsOf(house, id)).toEqual(['completed'])
      const { items } = await house.admin.log.list.query({ id })
      expect(items.map(({ line }) => line)).toEqual(['begun', 'done'])
    }
  })

  it('when the network is cut for longer than a lease: lost, and stopped on the other side too', async () => {
    const house = await openHouse()
    const network = await cutProxy(house.url)
    const runner = await house.addRunner({ ISOLA_URL: network.url })
    const id = await begin(house, FOREVER)
    network.cut()
    await vi.waitFor(() => expect(runner.said.join('\n')).toContain('"msg":"lost"'), LEASE)
    expect(leftOf(id, runner)).toEqual([])
    await vi.waitFor(async () => {
      expect(await house.admin.workload.get.query({ id })).toMatchObject({ status: 'failed', cause: 'lost' })
    }, LEASE)
    network.mend()
    expect(
      await house.admin.run({ runtime: 'node', isolation: 'isolate', code: 'export default () => "again"' }),
    ).toMatchObject({
      value: 'again',
    })
    expect(await endsOf(house, id)).toEqual(['failed'])
  })

  it('when the network is cut for less: nobody notices', async () => {
    const house = await openHouse()
    const network = await cutProxy(house.url)
    await house.addRunner({ ISOLA_URL: network.url })
    const id = await begin(house, seconds(6))
    network.cut()
    await new Promise((resolve) => setTimeout(resolve, 3_000))
    network.mend()
    expect(await house.admin.waitForWorkload(id)).toMatchObject({ status: 'completed' })
    expect(await endsOf(house, id)).toEqual(['completed'])
  })

  it('when an admin overrides what runs: it is stopped, and what the admin said stands', async () => {
    const house = await openHouse()
    const runner = await house.addRunner()
    const id = await begin(house, FOREVER)
    await house.admin.workload.override.mutate({ id, status: 'completed', reason: 'seen to be done' })
    await vi.waitFor(() => expect(runner.said.join('\n')).toContain('"msg":"lost"'), slow)
    expect(leftOf(id, runner)).toEqual([])
    expect(await house.admin.workload.get.query({ id })).toMatchObject({
      status: 'completed',
      leasedBy: null,
    })
    expect(await endsOf(house, id)).toEqual(['completed'])
  })
})

describe('a log', () => {
  it('of 100,000 lines arrives whole, in order, each line once', { timeout: 180_000 }, async () => {
    const house = await openHouse()
    await house.addRunner()
    const code = 'for (let i = 0; i < 100_000; i++) console.log(i)'
    const { id } = await house.admin.workload.create.mutate({
      runtime: 'node',
      isolation: 'isolate',
      code,
      timeoutSeconds: 170,
    })
    expect(await house.admin.waitForWorkload(id)).toMatchObject({ status: 'completed', logsTruncated: false })
    let next = 0
    for (let cursor: string | null | undefined; cursor !== null; ) {
      const page = await house.admin.log.list.query({ id, limit: 1_000, ...(cursor && { cursor }) })
      for (const { seq, line } of page.items) {
        if (seq !== next || line !== String(next)) throw new Error(`Line ${seq} says ${line}, not ${next}`)
        next++
      }
      cursor = page.nextCursor
    }
    expect(next).toBe(100_000)
  })
})
