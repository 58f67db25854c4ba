import type { CreateWorkloadInput } from '@isola/domain'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { type Server, startServer } from '../../../e2e/server.ts'
import { EXAMPLES } from './examples.ts'
import { toRequest } from './to-request.ts'

const text = (data: string) => ({ status: 'completed', output: { contentType: 'text/plain', data } })
const json = (value: unknown) => ({
  status: 'completed',
  output: { contentType: 'application/json', data: expect.toSatisfy((data) => equal(data, value)) },
})
const equal = (data: string, value: unknown) => JSON.stringify(JSON.parse(data)) === JSON.stringify(value)

const ENDS: Record<string, object> = {
  'JavaScript function': json({ greetings: ['Hello, Ada', 'Hello, Grace', 'Hello, Edsger'] }),
  'TypeScript function': json({ sum: 6 }),
  'Script with logs': text('5…\n4…\n3…\n2…\n1…\ndone\n'),
  Python: json([
    ['to', 2],
    ['be', 2],
    ['or', 1],
  ]),
  Go: text('6\n'),
  WebAssembly: text('{"copied":"from stdin to stdout"}'),
  'One that fails': {
    status: 'failed',
    cause: 'exit',
    exitCode: 1,
    error: expect.stringContaining('RangeError: “the day after tomorrow” is no date'),
  },
  'One over its memory': { status: 'failed', cause: 'memory' },
  Held: { status: 'pending' },
}

/** The longest that a probe of every language, a compiler and two busy cores need. */
const PATIENCE = { timeout: 240_000 }

describe('the examples to start from, run by the runner that the server starts', PATIENCE, () => {
  let server: Server
  beforeAll(async () => {
    server = await startServer({ embeddedRunner: 'on' })
    // It offers what it knows already, and the rest once that was tried.
    await vi.waitFor(async () => {
      const { items } = await server.program.runner.list.query()
      expect(items[0]?.capabilities).toHaveLength(2)
    }, PATIENCE)
  }, PATIENCE.timeout)
  afterAll(() => server.stop())

  it.for(EXAMPLES)('$name ends as it says', async ({ name, draft }, { skip }) => {
    const request = toRequest(draft).request as CreateWorkloadInput
    const { items } = await server.program.system.backends.query()
    const runs = items.some(({ runtimes }) => runtimes.includes(request.runtime))
    if (!process.env.CI) skip(!runs, `nothing here runs ${request.runtime}`)
    const { id } = await server.program.workload.create.mutate(request)
    const ended = () => server.program.workload.get.query({ id })
    await expect.poll(ended, PATIENCE).toMatchObject(ENDS[name] ?? {})
  })

  it('are all known here', () => {
    expect(EXAMPLES.map(({ name }) => name)).toEqual(Object.keys(ENDS))
  })
})
