import { afterAll, expect, it, onTestFinished } from 'vitest'
import type { LogLine } from './contract.ts'
import { createIsolaClient } from './create-isola-client.ts'
import { followLog } from './follow-log.ts'
import { faultProxy } from './testing/fault-proxy.ts'
import { spawnServer } from './testing/spawn-server.ts'

const server = await spawnServer()
afterAll(server.stop)
const sure = createIsolaClient(server)

const slow = { timeout: 25_000 }
const BATCH = 1_000

/** A log of so many thousand lines. */
async function logOf(thousands: number, line: string) {
  const { id } = await sure.workload.create.mutate({ runtime: 'node', hold: true })
  for (let batch = 0; batch < thousands; batch++) {
    const lines = Array.from({ length: BATCH }, (_, n) => ({
      seq: batch * BATCH + n,
      stream: 'stdout' as const,
      line,
    }))
    await sure.log.append.mutate({ id, lines })
  }
  return id
}

it('a log is not read on while its reader is busy, and resumes after the last line, each once', async () => {
  const line = 'x'.repeat(2_048)
  const id = await logOf(12, line)
  const proxy = await faultProxy(server.url)
  const client = createIsolaClient({ url: proxy.url, apiKey: server.apiKey })
  const over = new AbortController()
  const ready = Promise.withResolvers<void>()
  const seqs: number[] = []
  const onLine = async ({ seq }: LogLine) => {
    seqs.push(seq)
    await ready.promise
  }
  const log = followLog(client, id, onLine, over)
  onTestFinished(log.stop)
  await expect.poll(() => proxy.ended, slow).toEqual(['log.tail'])
  expect(seqs).toEqual([0])
  // What was on its way in buffers of the system is lost; without an end to the stream it would be all.
  expect(proxy.bytes.get('log.tail')).toBeLessThan((12 * BATCH * line.length) / 2)
  ready.resolve()
  await expect.poll(() => seqs.length, slow).toBe(12 * BATCH)
  await log.readToEnd()
  expect(seqs).toEqual(Array.from({ length: 12 * BATCH }, (_, seq) => seq))
  expect(over.signal.aborted).toBe(false)
}, 60_000)

it('empty lines count too', async () => {
  const id = await logOf(60, '')
  const proxy = await faultProxy(server.url)
  const client = createIsolaClient({ url: proxy.url, apiKey: server.apiKey })
  const log = followLog(client, id, () => new Promise<void>(() => {}), new AbortController())
  onTestFinished(log.stop)
  await expect.poll(() => proxy.ended, slow).toEqual(['log.tail'])
}, 60_000)

it('the end of a log waits for its reader, one line at a time', async () => {
  const id = await logOf(1, 'x')
  const over = new AbortController()
  let [busy, busiest, count] = [0, 0, 0]
  const onLine = async () => {
    busiest = Math.max(busiest, ++busy)
    await new Promise(setImmediate)
    busy--
    count++
  }
  const log = followLog(sure, id, onLine, over)
  await log.readToEnd()
  expect([busiest, count]).toEqual([1, BATCH])
})
