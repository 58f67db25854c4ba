import { getEventListeners } from 'node:events'
import { afterAll, describe, expect, expectTypeOf, it } from 'vitest'
import type { Cause, JsonValue, LogLine } from './contract.ts'
import { createIsolaClient } from './create-isola-client.ts'
import { isIsolaError } from './is-isola-error.ts'
import type { RunInput, RunOutcome } from './run.ts'
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

describe('the value of a run', slow, () => {
  it.each([
    [
      'of JSON is what it says',
      'export default ({ n }) => ({ twice: [n, n] })',
      { twice: [21, 21] },
      '{"twice":[21,21]}',
    ],
    ['of JSON that is a text is that text', 'export default () => "a"', 'a', '"a"'],
    [
      'of JSON with a large integer is rounded, and its text is exact',
      'export default () => JSON.rawJSON("9007199254740993")',
      9007199254740992,
      '9007199254740993',
    ],
    ['of text is the text', 'console.log("{}")', '{}\n', '{}\n'],
    [
      'of bytes is those bytes',
      'Deno.stdout.writeSync(Uint8Array.of(0, 255, 128))',
      Uint8Array.of(0, 255, 128),
      null,
    ],
    ['of nothing is null', '', null, null],
    ['of a function that returns nothing is null', 'export default () => {}', null, 'null'],
  ])('%s', async (_, program, value, text) => {
    expect(await sure.run({ ...code(program), input: { n: 21 } })).toMatchObject({
      status: 'completed',
      value,
      text,
      workload: { status: 'completed', isolation: 'isolate', exitCode: 0 },
    })
  })
})

describe('the outcome of a run', slow, () => {
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
    const kill = async () => sure.workload.kill.mutate({ id: (await named(sure, name)).id })
    const outcome = await sure.run({ ...endless, name }, { onLog: () => void kill() })
    expect(outcome).toMatchObject({ status: 'killed', cause: 'operator' })
  })

  it('has the types of its status', async () => {
    const outcome = await sure.run(code(''))
    expectTypeOf(outcome).toEqualTypeOf<RunOutcome>()
    if (outcome.status === 'completed') {
      expectTypeOf(outcome.value).toEqualTypeOf<JsonValue | Uint8Array>()
      expectTypeOf(outcome.text).toEqualTypeOf<string | null>()
    } else if (outcome.status === 'failed') {
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

describe('a caller that leaves', slow, () => {
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
    const { id } = await named(sure, name)
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
    const { id } = await named(sure, name)
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
    const { id } = await named(sure, name)
    expect(await sure.waitForWorkload(id)).toMatchObject({ status: 'killed' })
  })
})

describe('a run', slow, () => {
  it('is one workload, however often its creation is sent', async () => {
    const { proxy, client } = await faulty()
    proxy.faults.push('lose', 'refuse')
    const name = 'created once'
    expect(await client.run({ ...code('export default () => 1'), name })).toMatchObject({ value: 1 })
    expect(proxy.calls.filter((call) => call === 'workload.create')).toHaveLength(3)
    await named(sure, name)
  })

  it('is found again under the key of its caller', async () => {
    const input = { ...code('export default () => Math.random()'), idempotencyKey: 'a key of a test' }
    const [first, again] = [await sure.run(input), await sure.run(input)]
    expect(again).toEqual(first)
  })

  it('leaves no listener on its signal', async () => {
    const { signal } = new AbortController()
    await sure.run(code('console.log("line")'), { signal, onLog: () => {} })
    expect(getEventListeners(signal, 'abort')).toEqual([])
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
