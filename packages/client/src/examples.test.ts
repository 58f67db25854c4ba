import { spawn, spawnSync } from 'node:child_process'
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { describe, expect, it, onTestFinished } from 'vitest'
import { createIsolaClient } from './create-isola-client.ts'
import { type SpawnedServer, spawnServer } from './testing/spawn-server.ts'

const examples = join(import.meta.dirname, '../../../examples')
const program = (name: string) => join(examples, name, 'src/main.ts')

async function ownServer(settings?: Record<string, string>): Promise<SpawnedServer> {
  const server = await spawnServer(settings)
  onTestFinished(server.stop)
  return server
}

const environment = ({ url, apiKey }: SpawnedServer) => ({ ISOLA_URL: url, ISOLA_API_KEY: apiKey })

function run(server: SpawnedServer, name: string, ...args: string[]) {
  const options = { env: environment(server), encoding: 'utf8' } as const
  const { status, stdout, stderr } = spawnSync(process.execPath, [program(name), ...args], options)
  return { status, stdout, stderr }
}

/** A program that goes on until it is told to end: its lines, as they come, of standard output and of the other. */
function follow(server: SpawnedServer, name: string, ...args: string[]) {
  const child = spawn(process.execPath, [program(name), ...args], { env: environment(server) })
  onTestFinished(() => void child.kill())
  const [lines, remarks]: [string[], string[]] = [[], []]
  createInterface(child.stdout).on('line', (line) => lines.push(line))
  createInterface(child.stderr).on('line', (line) => remarks.push(line))
  return { child, lines, remarks }
}

const slow = { timeout: 25_000 }

describe('run-code', slow, () => {
  const primes = join(examples, 'run-code/src/primes.ts')

  it('prints the log of a file that it runs, and what that returned', async () => {
    const server = await ownServer({ ISOLA_EMBEDDED_RUNNER: 'on' })
    const { status, stdout, stderr } = run(server, 'run-code', primes, '--input', '{ "below": 40 }')
    expect(stderr).toBe('  5 so far, up to 11\n  10 so far, up to 29\n')
    expect(stdout).toMatch(/^completed in \d+ ms: \{ count: 12, greatest: 37 \}\n$/)
    expect(status).toBe(0)
  })

  it('says why it failed, or was not run', async () => {
    const server = await ownServer({ ISOLA_EMBEDDED_RUNNER: 'on' })
    expect(run(server, 'run-code', primes)).toMatchObject({
      status: 1,
      stdout: expect.stringContaining('failed, exit: TypeError'),
    })
    expect(run({ ...server, apiKey: '' }, 'run-code', primes)).toMatchObject({ status: 2, stdout: '' })
    expect(run(server, 'run-code')).toMatchObject({ status: 2, stderr: expect.stringContaining('Usage: ') })
  })

  it('kills what it runs when it is interrupted', async () => {
    const server = await ownServer({ ISOLA_EMBEDDED_RUNNER: 'on' })
    const client = createIsolaClient(server)
    const endless = JSON.stringify({ below: 1e12 })
    const { remarks, child } = follow(server, 'run-code', primes, '--input', endless)
    await expect.poll(() => remarks.length, slow).toBeGreaterThan(5)
    child.kill('SIGINT')
    await expect.poll(() => remarks.at(-1), slow).toBe('interrupted')
    const { items } = await client.workload.list.query()
    expect(await client.waitForWorkload(items[0]?.id ?? '')).toMatchObject({
      status: 'killed',
      cause: 'operator',
    })
  })
})

describe('report-from-an-app', () => {
  it('reports what its app did, and who intervened and why', async () => {
    const server = await ownServer()
    expect(run(server, 'report-from-an-app')).toEqual({
      status: 0,
      stdout: [
        'nightly import: completed, 3 lines, {"rows":3}',
        'interrupted import: killed by bootstrap, because of the wrong file',
        '',
      ].join('\n'),
      stderr: '',
    })
    const { byStatus } = await createIsolaClient(server).stats.summary.query()
    expect(byStatus).toMatchObject({ completed: 1, killed: 1 })
  })
})

describe('replay-trace', () => {
  const fixture = (name: string) => join(examples, 'replay-trace/src/fixtures', name)
  const args = [fixture('small.swf'), '--expected', fixture('small.expected.json')]

  it.each(['1', '8'])('leaves the record that the log describes, with %s callers', async (callers) => {
    const { status, stdout } = run(await ownServer(), 'replay-trace', ...args, '--callers', callers)
    expect(stdout).toMatch(/^12 workloads, 31 calls/)
    expect(stdout).toMatch(/figures compared, 0 differ$/m)
    expect(status).toBe(0)
  })

  it('refuses a record that is not empty', async () => {
    const server = await ownServer()
    await createIsolaClient(server).workload.create.mutate({ runtime: 'node', hold: true })
    const { status, stderr } = run(server, 'replay-trace', ...args)
    expect(stderr).toContain('holds 1 workloads')
    expect(status).toBe(2)
  })
})

describe('watch', () => {
  it('prints changes as they happen, across a restart of the server', async () => {
    const server = await ownServer()
    const client = createIsolaClient(server)
    const { lines, remarks } = follow(server, 'watch', '--runtime', 'python')
    await expect.poll(() => remarks, slow).toContain(`connected to ${server.url}`)
    await client.workload.create.mutate({ runtime: 'node', name: 'not watched', hold: true })
    const { id } = await client.workload.create.mutate({ runtime: 'python', name: 'watched', hold: true })
    await server.restart()
    await client.workload.kill.mutate({ id, reason: 'a test' })
    await expect.poll(() => lines.length, slow).toBe(2)
    expect(lines[0]).toMatch(new RegExp(`Z ${id} watched new → pending \\(bootstrap\\)$`))
    expect(lines[1]).toMatch(new RegExp(`Z ${id} watched pending → killed \\(bootstrap: a test\\)$`))
  })

  it('follows the log of one workload', async () => {
    const server = await ownServer()
    const client = createIsolaClient(server)
    const { id } = await client.workload.create.mutate({ runtime: 'node', hold: true })
    await client.log.append.mutate({ id, lines: [{ seq: 0, stream: 'stdout', line: 'before' }] })
    const { lines } = follow(server, 'watch', '--tail', id)
    await expect.poll(() => lines, slow).toEqual(['  before'])
    await client.log.append.mutate({ id, lines: [{ seq: 1, stream: 'stderr', line: 'after' }] })
    await expect.poll(() => lines, slow).toEqual(['  before', '! after'])
  })

  it('says what Isola says when it may not, and how it is called when called otherwise', async () => {
    const server = await ownServer()
    const stranger = run({ ...server, apiKey: '' }, 'watch')
    expect(stranger.stderr).toContain('UNAUTHENTICATED: ')
    expect(stranger.status).toBe(1)
    expect(run(server, 'watch', '--everything')).toMatchObject({
      status: 2,
      stderr: expect.stringContaining('Usage: '),
    })
  })
})

describe('demo', () => {
  it('fills a record with a week of labelled work, with ends of every kind', async () => {
    const server = await ownServer()
    const { status, stdout, stderr } = run(server, 'demo', '--workloads', '150', '--seed', '3')
    expect([status, stderr]).toEqual([0, ''])
    expect(stdout).toContain('The record holds ')
    const isola = createIsolaClient(server)
    const { total, byStatus } = await isola.stats.summary.query()
    for (const ended of ['completed', 'failed', 'killed'] as const) expect(byStatus[ended]).toBeGreaterThan(0)
    const { items } = await isola.workload.list.query({
      filter: { label: { key: 'demo', value: 'true' } },
      limit: 200,
    })
    expect(items).toHaveLength(total)
    const { rejectedReports } = await isola.stats.attention.query()
    expect(rejectedReports).toMatchObject([{ actor: { kind: 'runner', name: 'salamander' } }])
  })

  it('is the same week for the same seed', async () => {
    const names = async () => {
      const server = await ownServer()
      run(server, 'demo', '--workloads', '40', '--seed', '5')
      const { items } = await createIsolaClient(server).workload.list.query({ limit: 200 })
      return items.map(({ name, runtime, labels }) => JSON.stringify([name, runtime, labels])).sort()
    }
    expect(await names()).toEqual(await names())
  })
})

it('every example is run here', () => {
  expect(readdirSync(examples)).toEqual(['demo', 'replay-trace', 'report-from-an-app', 'run-code', 'watch'])
})
