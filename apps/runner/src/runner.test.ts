import { describe, expect, it, vi } from 'vitest'
import { leftOf, openHouse, processesWith } from './testing/house.ts'

const slow = { timeout: 60_000, interval: 100 }
const FOREVER = 'console.log("begun"); await new Promise(() => setInterval(() => {}, 1_000))'

describe('a runner that works', () => {
  it('records the result, the log in order, and where it ran', async () => {
    const house = await openHouse()
    const runner = await house.addRunner()
    const lines: string[] = []
    const outcome = await house.admin.run(
      {
        runtime: 'node',
        isolation: 'isolate',
        code: 'export default ({ to }: { to: number }) => { for (let i = 0; i < to; i++) console.log(i); return { sum: to * (to - 1) / 2 } }',
        input: { to: 50 },
      },
      { onLog: ({ line }) => lines.push(line) },
    )
    expect(outcome).toMatchObject({ status: 'completed', value: { sum: 1_225 } })
    expect(lines).toEqual(Array.from({ length: 50 }, (_, index) => String(index)))
    const { requestedIsolation, isolation, nodeId, exitCode, leasedBy } = outcome.workload
    expect({ requestedIsolation, isolation, nodeId, exitCode, leasedBy }).toEqual({
      requestedIsolation: 'isolate',
      isolation: 'isolate',
      nodeId: runner.id,
      exitCode: 0,
      leasedBy: null,
    })
  })

  it('records what a workload did wrong as its outcome', async () => {
    const house = await openHouse()
    await house.addRunner()
    const outcome = await house.admin.run({
      runtime: 'node',
      isolation: 'isolate',
      code: 'throw new TypeError("no such thing")',
    })
    expect(outcome).toMatchObject({ status: 'failed', cause: 'exit', workload: { exitCode: 1 } })
    expect(outcome.workload.error).toContain('no such thing')
  })

  it('kills on request, at once, and leaves nothing behind', slow, async () => {
    const house = await openHouse()
    const runner = await house.addRunner()
    const { id } = await house.admin.workload.create.mutate({
      runtime: 'node',
      isolation: 'isolate',
      code: FOREVER,
    })
    await vi.waitFor(async () => {
      expect((await house.admin.log.list.query({ id })).items).toHaveLength(1)
    }, slow)
    expect(await house.admin.workload.kill.mutate({ id })).toMatchObject({ status: 'running' })
    const killed = await house.admin.waitForWorkload(id)
    expect(killed).toMatchObject({ status: 'killed', cause: 'operator', leasedBy: null })
    expect(killed.killRequestedAt).not.toBeNull()
    expect(leftOf(id, runner)).toEqual([])
  })

  it('leaves what it cannot run, and runs what comes after', async () => {
    const house = await openHouse()
    await house.addRunner()
    const { id } = await house.admin.workload.create.mutate({
      runtime: 'oci',
      image: 'x',
      isolation: 'microvm',
    })
    expect(
      await house.admin.run({ runtime: 'node', isolation: 'isolate', code: 'export default () => 1' }),
    ).toMatchObject({
      value: 1,
    })
    expect(await house.admin.workload.get.query({ id })).toMatchObject({ status: 'pending' })
  })
})

describe('a runner that is told to leave', () => {
  it('lets what runs come to its end, takes nothing more, and goes', slow, async () => {
    const house = await openHouse()
    const runner = await house.addRunner({ ISOLA_RUNNER_DRAIN_SECONDS: '15' })
    const code =
      'console.log("begun"); await new Promise((resolve) => setTimeout(resolve, 2_000)); console.log("done")'
    const { id } = await house.admin.workload.create.mutate({ runtime: 'node', isolation: 'isolate', code })
    await vi.waitFor(async () => {
      expect(await house.admin.workload.get.query({ id })).toMatchObject({ status: 'running' })
    }, slow)
    runner.kill('SIGTERM')
    await vi.waitFor(() => expect(runner.said.join('\n')).toContain('draining'), slow)
    const later = await house.admin.workload.create.mutate({ runtime: 'node', isolation: 'isolate', code })
    expect(await runner.exited).toBe(0)
    expect(await house.admin.workload.get.query({ id })).toMatchObject({ status: 'completed' })
    expect(await house.admin.workload.get.query({ id: later.id })).toMatchObject({ status: 'pending' })
  })

  it('kills what takes too long, and says so on the record', slow, async () => {
    const house = await openHouse()
    const runner = await house.addRunner({ ISOLA_RUNNER_DRAIN_SECONDS: '0' })
    const { id } = await house.admin.workload.create.mutate({
      runtime: 'node',
      isolation: 'isolate',
      code: FOREVER,
    })
    await vi.waitFor(async () => {
      expect(await house.admin.workload.get.query({ id })).toMatchObject({ status: 'running' })
    }, slow)
    runner.kill('SIGTERM')
    expect(await runner.exited).toBe(0)
    expect(await house.admin.workload.get.query({ id })).toMatchObject({
      status: 'failed',
      cause: 'backend',
      error: 'The runner was stopped while this ran',
    })
  })

  it('ends when its key is revoked, and runs nothing any more', slow, async () => {
    const house = await openHouse()
    const runner = await house.addRunner()
    await house.admin.admin.keys.revoke.mutate({ id: runner.id })
    expect(await runner.exited).toBe(1)
    await vi.waitFor(() => expect(processesWith(runner.folder)).toEqual([]), slow)
  })
})
