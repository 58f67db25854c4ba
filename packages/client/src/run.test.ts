import { afterAll, describe, expect, expectTypeOf, it } from 'vitest'
import type { Cause, JsonValue, LogLine } from './contract.ts'
import { createIsolaClient } from './create-isola-client.ts'
import { isIsolaError } from './is-isola-error.ts'
import type { RunInput, RunOutcome } from './run.ts'
import { faultProxy } from './testing/fault-proxy.ts'
import { spawnServer } from './testing/spawn-server.ts'

const server = await spawnServer({ ISOLA_EMBEDDED_RUNNER: 'on' })
afterAll(server.stop)
const sure = createIsolaClient(server)
const patiently = { timeout: 60_000 }

const code = (text: string): RunInput => ({ runtime: 'node', isolation: 'isolate', code: text })
/** Says so, and goes on for ever. */
const endless = code('console.log("begun"); await new Promise(() => setInterval(() => {}, 1_000))')

async function faulty() {
  const proxy = await faultProxy(server.url)
  return { proxy, client: createIsolaClient({ url: proxy.url, apiKey: server.apiKey }) }
}

/** The only workload of a name. */
async function named(name: string) {
  const { items } = await sure.workload.list.query({ filter: { text: name } })
  expect(items).toHaveLength(1)
  return sure.workload.get.query({ id: items[0]?.id ?? '' })
}

const errorOf = (call: Promise<unknown>) =>
  call.then(
    () => expect.unreachable('it resolved'),
    (reason: unknown) => reason,
  )

describe('the value of a run', patiently, () => {
  it.each([
    ['of JSON is what it says', 'export default ({ n }) => ({ twice: [n, n] })', { twice: [21, 21] }],
    ['of JSON that is a text is that text', 'export default () => "a"', 'a'],
    ['of text is the text', 'console.log("{}")', '{}\n'],
    [
      'of bytes is those bytes',
      'Deno.stdout.writeSync(Uint8Array.of(0, 255, 128))',
      Uint8Array.of(0, 255, 128),
    ],
    ['of nothing is null', '', null],
    ['of a function that returns nothing is null', 'export default () => {}', null],
  ])('%s', async (_, text, value) => {
    expect(await sure.run({ ...code(text), input: { n: 21 } })).toMatchObject({
      status: 'completed',
      value,
      workload: { status: 'completed', isolation: 'isolate', exitCode: 0 },
    })
  })
})

describe('the outcome of a run', patiently, () => {
  it('is failed, with the cause and the error, when the code throws', async () => {
    expect(await sure.run(code('throw new TypeError("no rows")'))).toMatchObject({
      status: 'failed',
      cause: 'exit',
      error: expect.stringContaining('TypeError: no rows'),
      workload: { exitCode: 1 },
    })
  })

  it('is failed when the time is up', async () => {
    expect(await sure.run({ ...endless, timeoutSeconds: 1 })).toMatchObject({
      status: 'failed',
      cause: 'timeout',
    })
  })

  it('is killed when somebody kills it', async () => {
    const name = 'killed by another'
    const kill = async () => sure.workload.kill.mutate({ id: (await named(name)).id })
    const outcome = await sure.run({ ...endless, name }, { onLog: () => void kill() })
    expect(outcome).toMatchObject({ status: 'killed', cause: 'operator' })
  })

  it('has the types of its status', async () => {
    const outcome = await sure.run(code(''))
    expectTypeOf(outcome).toEqualTypeOf<RunOutcome>()
    if (outcome.status === 'completed') expectTypeOf(outcome.value).toEqualTypeOf<JsonValue | Uint8Array>()
    else if (outcome.status === 'failed') {
      expectTypeOf(outcome.cause).toEqualTypeOf<Cause>()
      expectTypeOf(outcome.error).toEqualTypeOf<string | null>()
    } else expectTypeOf(outcome.status).toEqualTypeOf<'killed'>()
    // @ts-expect-error: only what has completed has a value
    outcome.value
    // @ts-expect-error: whoever holds a workload runs it without a runner
    const held: RunInput = { runtime: 'node', hold: true }
    expect(held).toBeDefined()
  })
})

describe('the log of a run', patiently, () => {
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
      await expect.poll(tails, patiently).toBe(round)
      const { length } = lines
      await expect.poll(() => lines.length, patiently).toBeGreaterThan(length)
      proxy.cut()
    }
    const { id } = await named(name)
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
      const { id, status } = await named(name)
      statuses.push(status)
      await sure.workload.kill.mutate({ id })
    }
    await sure.run({ ...endless, name }, { onLog: () => void look() })
    expect(statuses).toEqual(['running'])
  })
})

describe('a caller that leaves', patiently, () => {
  const chatty = code('setInterval(() => console.log("again\\nand again"), 10)')

  it('gets the reason of its signal and no more lines, and has the workload killed', async () => {
    const abort = new AbortController()
    const reason = new Error('no longer of interest')
    const name = 'left while running'
    const lines: string[] = []
    const onLog = ({ line }: LogLine) => {
      lines.push(line)
      abort.abort(reason)
    }
    expect(await errorOf(sure.run({ ...chatty, name }, { onLog, signal: abort.signal }))).toBe(reason)
    expect(lines).toEqual(['again'])
    const { id } = await named(name)
    expect(await sure.waitForWorkload(id)).toMatchObject({ status: 'killed', cause: 'operator' })
  })

  it('before it came leaves nothing behind', async () => {
    const { proxy, client } = await faulty()
    const reason = new Error('never of interest')
    expect(await errorOf(client.run(endless, { signal: AbortSignal.abort(reason) }))).toBe(reason)
    expect(proxy.calls).toEqual([])
  })

  it('while the workload is created leaves none that runs', async () => {
    const { proxy, client } = await faulty()
    const abort = new AbortController()
    const reason = new Error('too late')
    const name = 'left while created'
    proxy.faults.push('hang')
    const running = client.run({ ...endless, name }, { signal: abort.signal })
    await expect.poll(() => proxy.calls).toEqual(['workload.create'])
    abort.abort(reason)
    proxy.cut()
    expect(await errorOf(running)).toBe(reason)
    const { id } = await named(name)
    expect(await sure.waitForWorkload(id)).toMatchObject({ status: 'killed' })
  })

  it('by an error of its onLog gets that error and no more lines, and has the workload killed', async () => {
    const name = 'left by an error'
    const error = new Error('cannot show this')
    const lines: string[] = []
    const onLog = ({ line }: LogLine) => {
      lines.push(line)
      throw error
    }
    expect(await errorOf(sure.run({ ...chatty, name }, { onLog }))).toBe(error)
    expect(lines).toEqual(['again'])
    const { id } = await named(name)
    expect(await sure.waitForWorkload(id)).toMatchObject({ status: 'killed' })
  })
})

describe('a run', patiently, () => {
  it('is one workload, however often its creation is sent', async () => {
    const { proxy, client } = await faulty()
    proxy.faults.push('lose', 'refuse')
    const name = 'created once'
    expect(await client.run({ ...code('export default () => 1'), name })).toMatchObject({ value: 1 })
    expect(proxy.calls.filter((call) => call === 'workload.create')).toHaveLength(3)
    await named(name)
  })

  it('is found again under the key of its caller', async () => {
    const input = { ...code('export default () => Math.random()'), idempotencyKey: 'a key of a test' }
    const [first, again] = [await sure.run(input), await sure.run(input)]
    expect(again).toEqual(first)
  })

  it('of two with the same code is two workloads', async () => {
    const [first, second] = await Promise.all([sure.run(code('')), sure.run(code(''))])
    expect(first.workload.id).not.toBe(second.workload.id)
  })

  it('that Isola refuses rejects with what it says, typed', async () => {
    const error = await errorOf(sure.run({ runtime: 'node' }))
    expect(isIsolaError(error, 'INVALID_INPUT') && error.data.isola.issues).toMatchObject([{ path: 'code' }])
  })
})
