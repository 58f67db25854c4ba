import { getEventListeners } from 'node:events'
import { afterAll, describe, expect, it } from 'vitest'
import type { LogLine } from './contract.ts'
import { createIsolaClient } from './create-isola-client.ts'
import { NoAnswerError } from './no-answer-error.ts'
import { faultProxy } from './testing/fault-proxy.ts'
import { code, endless, errorOf, named } from './testing/runs.ts'
import { spawnServer } from './testing/spawn-server.ts'

const server = await spawnServer({ ISOLA_EMBEDDED_RUNNER: 'on' })
afterAll(server.stop)
const sure = createIsolaClient(server)
const slow = { timeout: 60_000 }

async function faulty() {
  const proxy = await faultProxy(server.url)
  return { proxy, client: createIsolaClient({ url: proxy.url, apiKey: server.apiKey }) }
}

describe('the log of a run', slow, () => {
  const COUNT = 3_000
  const numbers = Array.from({ length: COUNT }, (_, n) => String(n))
  const counting = code(`for (let n = 0; n < ${COUNT}; n++) {
    console.log(String(n))
    if (n % 1_000 === 0) await new Promise((resolve) => setTimeout(resolve, 300))
  }`)

  it('comes whole, each line once and in order, before the outcome', async () => {
    const lines: string[] = []
    await sure.run(counting, { onLog: ({ line }) => lines.push(line) })
    expect(lines).toEqual(numbers)
  })

  it('does so while the connection breaks', async () => {
    const { proxy, client } = await faulty()
    const name = 'followed over a bad line'
    const lines: string[] = []
    const tails = () => proxy.calls.filter((call) => call === 'log.tail').length
    const ticking = code('let n = 0; setInterval(() => console.log(n++), 20)')
    const running = client.run({ ...ticking, name }, { onLog: ({ line }) => lines.push(line) })
    for (let round = 1; round <= 2; round++) {
      await expect.poll(tails, slow).toBe(round)
      const { length } = lines
      await expect.poll(() => lines.length, slow).toBeGreaterThan(length)
      proxy.cut()
    }
    const { id } = await named(sure, name)
    await sure.workload.kill.mutate({ id })
    expect(await running).toMatchObject({ status: 'killed' })
    expect(lines).toEqual(lines.map((_, n) => String(n)))
    const { items } = await sure.log.list.query({ id, direction: 'backward', limit: 1 })
    expect(lines.at(-1)).toBe(items[0]?.line)
  })

  it('does so when there is no stream at all', async () => {
    const { proxy, client } = await faulty()
    const lines: string[] = []
    proxy.refused.add('log.tail')
    await client.run(counting, { onLog: ({ line }) => lines.push(line) })
    expect(lines).toEqual(numbers)
  })

  it('comes while the code runs', async () => {
    const name = 'said while running'
    const statuses: unknown[] = []
    const look = async () => {
      const { id, status } = await named(sure, name)
      statuses.push(status)
      await sure.workload.kill.mutate({ id })
    }
    await sure.run({ ...endless, name }, { onLog: () => void look() })
    expect(statuses).toEqual(['running'])
  })
})

describe('an asynchronous onLog', slow, () => {
  it('is not called again once the run has rejected, though lines have arrived', async () => {
    const proxy = await faultProxy(server.url)
    const client = createIsolaClient({ url: proxy.url, apiKey: server.apiKey, attempts: 1 })
    const [begun, ready] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()]
    const lines: string[] = []
    const onLog = async ({ line }: LogLine) => {
      lines.push(line)
      begun.resolve()
      await ready.promise
    }
    // Two lines in one write arrive together.
    const talkative = code(
      'console.log("first\\nsecond"); await new Promise(() => setInterval(() => {}, 1_000))',
    )
    const name = 'follower of an unreachable server'
    const running = errorOf(client.run({ ...talkative, name }, { onLog }))
    await begun.promise
    proxy.refused.add('workload.wait').add('log.tail')
    proxy.cut()
    expect(await running).toBeInstanceOf(NoAnswerError)
    ready.resolve()
    await new Promise(setImmediate)
    expect(lines).toEqual(['first'])
    const { id } = await named(sure, name)
    await sure.workload.kill.mutate({ id })
  })

  it('is given the next line when it is done with the last', async () => {
    const lines: string[] = []
    let busy = false
    const onLog = async ({ line }: LogLine) => {
      expect(busy).toBe(false)
      busy = true
      await new Promise(setImmediate)
      busy = false
      lines.push(line)
    }
    await sure.run(code('for (let n = 0; n < 500; n++) console.log(String(n))'), { onLog })
    expect(lines).toEqual(Array.from({ length: 500 }, (_, n) => String(n)))
  })

  it('that rejects ends the run with its error, and has the workload killed', async () => {
    const name = 'left by a rejection'
    const error = new Error('cannot store this')
    const lines: string[] = []
    const onLog = async ({ line }: LogLine) => {
      lines.push(line)
      await new Promise(setImmediate)
      throw error
    }
    const chatty = code('setInterval(() => console.log("again\\nand again"), 10)')
    expect(await errorOf(sure.run({ ...chatty, name }, { onLog }))).toBe(error)
    expect(lines).toEqual(['again'])
    const { id } = await named(sure, name)
    expect(await sure.waitForWorkload(id)).toMatchObject({ status: 'killed' })
  })

  it('that rejects at the last line, after the workload has ended, does so too', async () => {
    const error = new Error('cannot store this')
    const ended = Promise.withResolvers<void>()
    const name = 'ended before its log was taken'
    const onLog = async () => {
      await ended.promise
      throw error
    }
    const running = errorOf(sure.run({ ...code('console.log("last")'), name }, { onLog }))
    await expect
      .poll(async () => (await sure.workload.list.query({ filter: { text: name } })).items[0]?.status, slow)
      .toBe('completed')
    ended.resolve()
    expect(await running).toBe(error)
  })

  it('that never ends does not hold up a caller that leaves', async () => {
    const abort = new AbortController()
    const reason = new Error('no longer of interest')
    const onLog = () => {
      abort.abort(reason)
      return new Promise<void>(() => {})
    }
    expect(await errorOf(sure.run(endless, { onLog, signal: abort.signal }))).toBe(reason)
    expect(getEventListeners(abort.signal, 'abort')).toEqual([])
  })
})
