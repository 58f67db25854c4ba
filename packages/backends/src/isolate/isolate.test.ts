import { describe, expect, it } from 'vitest'
import { exerciseBackend } from '../testing/exercise-backend.ts'
import { denoPrograms } from '../testing/programs.ts'
import { ownOptions, runOnce } from '../testing/run-once.ts'
import { wasmPrograms } from '../testing/wasm-programs.ts'
import { createIsolateBackend } from './isolate-backend.ts'

const options = ownOptions()
const backend = createIsolateBackend(options)

exerciseBackend(backend, options, denoPrograms)
exerciseBackend(backend, options, await wasmPrograms())

describe('isolate', { timeout: 180_000 }, () => {
  const run = (code: string, more = {}) => runOnce(backend, { runtime: 'node', code, ...more })

  it('finds by trying that it runs code, and what it holds it to', async () => {
    expect(await backend.probe()).toMatchObject({
      isolation: 'isolate',
      available: true,
      version: expect.stringMatching(/^2\./),
      runtimes: ['node', 'wasm'],
      enforces: { memory: true, wallTime: true, network: true, filesystem: true },
      reason: null,
    })
  })

  it('takes what is printed as log alone once there is a function to return the output', async () => {
    const ran = await run('console.log("before"); export default () => { console.log("within"); return 1 }')
    expect(ran).toMatchObject({ output: { data: '1' }, stdout: ['before', 'within'] })
  })

  it('ends when the function has returned, whatever it has left running', async () => {
    expect(await run('setInterval(() => {}, 1000); export default () => "done"')).toMatchObject({
      status: 'completed',
      output: { data: '"done"' },
    })
  })

  it('waits for a script until nothing of it is left to do', async () => {
    expect(await run('setTimeout(() => console.log("late"), 50)')).toMatchObject({
      output: { data: 'late\n' },
    })
  })

  it.each([
    ['a function that returns nothing', 'export default () => {}', 'null'],
    ['text that looks like a report', 'export default () => "R1\\nE"', '"R1\\nE"'],
  ])('gives the output of %s', async (_, code, data) => {
    expect(await run(code)).toMatchObject({ status: 'completed', output: { data } })
  })

  it.each([
    ['cannot be said as JSON', 'export default () => 1n', /BigInt/],
    ['is a function', 'export default () => () => 1', /cannot be said as JSON: function/],
  ])('fails when what is returned %s', async (_, code, error) => {
    expect(await run(code)).toMatchObject({
      status: 'failed',
      cause: 'exit',
      exitCode: 1,
      error: expect.stringMatching(error),
    })
  })

  it.each([
    ['thrown later', 'setTimeout(() => { throw new Error("no way") })'],
    ['rejected where nobody waits', 'Promise.reject(new Error("no way")); setTimeout(() => {}, 60_000)'],
    ['thrown by the function', 'export default () => { throw new Error("no way") }'],
    ['thrown without a stack', 'throw { stack: undefined, toString: () => "no way" }'],
  ])('says what was %s', async (_, code) => {
    expect(await run(code)).toMatchObject({
      cause: 'exit',
      exitCode: 1,
      error: expect.stringMatching(/no way/),
    })
  })

  it('says where code is not JavaScript', async () => {
    expect(await run('const a = 1\nlet b: = 3')).toMatchObject({
      cause: 'exit',
      error: expect.stringMatching(/Unexpected token.*workload:2/s),
    })
  })

  it('keeps the first 4 MiB of what is returned', async () => {
    const { cause, output } = await run('export default () => "x".repeat(5_000_000)')
    expect(cause).toBe('output')
    expect(output).toMatchObject({ contentType: 'application/json', bytes: 5_000_002, truncated: true })
  })
})
