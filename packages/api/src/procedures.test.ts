/** What every procedure answers when all is well, held against the schemas that the domain promises. */
import {
  activity,
  apiKey,
  apiKeyPage,
  appendLogResult,
  attention,
  auditPage,
  backend,
  claim,
  createdApiKey,
  durations,
  eventPage,
  filteredChange,
  finishResult,
  leaseState,
  logLine,
  logPage,
  runner,
  runnerPage,
  systemInfo,
  user,
  userPage,
  workload,
  workloadEvent,
  workloadId,
  workloadPage,
  workloadStats,
  workloadSummary,
} from '@isola/domain'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { dataOf } from './testing/answer.ts'
import { REGISTRATION } from './testing/runners.ts'
import { SETTER_UP, type Served, serve } from './testing/serve.ts'
import { PROCEDURES, type Wire } from './testing/wire.ts'

const told = <Schema extends z.ZodType>(data: Schema) => z.object({ id: z.string(), data })

/** Whole workloads from create, get and retry, summaries from the other changes. */
const SHAPES = {
  'workload.create': workload,
  'workload.get': workload,
  'workload.list': workloadPage,
  'workload.update': workloadSummary,
  'workload.updateStatus': workloadSummary,
  'workload.override': workloadSummary,
  'workload.kill': workloadSummary,
  'workload.retry': workload,
  'workload.delete': z.object({ id: workloadId }),
  'workload.note': workloadEvent,
  'workload.events': eventPage,
  'workload.wait': z.object({ workload, done: z.boolean() }),
  'workload.changes': told(filteredChange),
  'log.append': appendLogResult,
  'log.list': logPage,
  'log.tail': told(z.object({ lines: z.array(logLine) })),
  'stats.summary': workloadStats,
  'stats.activity': activity,
  'stats.durations': durations,
  'stats.attention': attention,
  'runner.register': runner,
  'runner.claim': z.object({ claim: claim.nullable() }),
  'runner.heartbeat': leaseState,
  'runner.log': appendLogResult,
  'runner.finish': finishResult,
  'runner.list': runnerPage,
  'admin.users.list': userPage,
  'admin.users.create': user,
  'admin.users.update': user,
  'admin.users.remove': z.object({ id: z.string() }),
  'admin.keys.list': apiKeyPage,
  'admin.keys.create': createdApiKey,
  'admin.keys.revoke': apiKey,
  'admin.audit.list': auditPage,
  'system.info': systemInfo,
  'system.backends': z.object({ items: z.array(backend) }),
} as const
type Path = keyof typeof SHAPES
type Shape<Called extends Path> = z.output<(typeof SHAPES)[Called]>

/** Calls, and holds every answer against its shape. */
function checking(wire: Wire) {
  const seen = new Set<string>()
  const ok = async <Called extends Path>(path: Called, input?: unknown): Promise<Shape<Called>> => {
    const answer = await wire.call(path, input)
    expect([path, answer.status, answer.error]).toEqual([path, 200, null])
    seen.add(path)
    return dataOf(SHAPES[path], answer) as Shape<Called>
  }
  return { ok, seen, wire }
}
type Ok = ReturnType<typeof checking>['ok']

const asAdmin = async ({ as }: Served) => checking(await as('admin'))
const held = { runtime: 'node', hold: true } as const

async function aLife(ok: Ok): Promise<void> {
  const source = { code: 'export default 1', input: { a: [1, null] }, name: 'build', labels: { team: 'x' } }
  const { id } = await ok('workload.create', { ...held, ...source, isolation: 'sandbox', timeoutSeconds: 5 })
  expect(await ok('workload.updateStatus', { id, status: 'running' })).toMatchObject({ status: 'running' })
  expect(await ok('log.append', { id, lines: [{ seq: 0, stream: 'stderr', line: 'hi' }] })).toEqual({
    accepted: 1,
    repeated: 0,
  })
  const output = { contentType: 'text/plain', encoding: 'utf8', data: 'done' }
  const ended = { status: 'completed', exitCode: 0, durationMs: 12, output }
  expect(await ok('workload.update', { id, ifRevision: 2, ...ended })).toMatchObject({
    revision: 3,
    durationMs: 12,
  })
  const full = await ok('workload.get', { id })
  expect(full).toMatchObject({
    ...source,
    requestedIsolation: 'sandbox',
    output: { ...output, bytes: 4, truncated: false },
  })
  expect(await ok('workload.wait', { id })).toEqual({ workload: full, done: true })
  expect(await ok('workload.note', { id, text: 'well done' })).toMatchObject({
    kind: 'noted',
    reason: 'well done',
  })
  expect(await ok('workload.override', { id, status: 'failed', reason: 'it lied' })).toMatchObject({
    cause: 'operator',
  })
  const retry = await ok('workload.retry', { id })
  expect(retry).toMatchObject({ ...source, retryOf: id, status: 'pending' })
  expect(await ok('workload.kill', { id: retry.id, reason: 'enough' })).toMatchObject({ status: 'killed' })
  const { items } = await ok('workload.events', { id })
  expect(items.map(({ kind }) => kind)).toEqual([
    'created',
    'transitioned',
    'transitioned',
    'noted',
    'overridden',
    'retried',
  ])
  expect((await ok('workload.list', { filter: { label: { key: 'team', value: 'x' } } })).items).toHaveLength(
    2,
  )
  expect((await ok('log.list', { id })).items).toMatchObject([{ seq: 0, stream: 'stderr', line: 'hi' }])
  expect((await ok('log.tail', { id })).data.lines).toMatchObject([{ line: 'hi' }])
  expect(await ok('workload.changes', { lastEventId: '0' })).toMatchObject({
    id: '1',
    data: { matches: true },
  })
  expect(await ok('workload.delete', { id, reason: 'tidying' })).toEqual({ id })
}

async function administration(ok: Ok): Promise<void> {
  const person = { name: 'Vera', email: 'vera@example.org', role: 'viewer' }
  const { id } = await ok('admin.users.create', { ...person, password: 'a long enough one' })
  expect(await ok('admin.users.update', { id, role: 'operator' })).toMatchObject({
    ...person,
    role: 'operator',
  })
  expect((await ok('admin.users.list')).items).toMatchObject([{ ...person, role: 'operator' }])
  expect(await ok('admin.users.remove', { id })).toEqual({ id })
  const { key, ...made } = await ok('admin.keys.create', { name: 'ci', role: 'operator' })
  expect(key).toMatch(/^isk_/)
  expect((await ok('admin.keys.list')).items).toContainEqual(made)
  expect((await ok('admin.keys.revoke', { id: made.id })).revokedAt).not.toBeNull()
  expect((await ok('admin.audit.list')).items.map(({ action }) => action).slice(0, 5)).toEqual([
    'key.revoked',
    'key.created',
    'user.removed',
    'user.updated',
    'user.created',
  ])
}

async function aRun(ok: Ok, runners: Ok): Promise<void> {
  const { bootId } = await runners('runner.register', REGISTRATION)
  const { id } = await ok('workload.create', { runtime: 'node', code: 'export default 1' })
  const { claim: claimed } = await runners('runner.claim', { bootId, claimId: 'a first claim' })
  const lease = { id, leaseToken: claimed?.lease.leaseToken }
  expect((await ok('runner.list')).items).toMatchObject([{ live: true, running: [{ id }] }])
  await runners('runner.heartbeat', lease)
  await runners('runner.log', { ...lease, lines: [{ seq: 0, stream: 'stdout', line: 'hi' }] })
  const finished = await runners('runner.finish', { ...lease, status: 'failed', exitCode: 1 })
  expect(finished).toMatchObject({ workload: { id, cause: 'exit' }, repeated: false })
}

async function whatIsKnown(ok: Ok): Promise<void> {
  expect((await ok('stats.summary', { runtime: 'node' })).byStatus).toMatchObject({ killed: 1 })
  const range = { from: new Date(0).toISOString(), to: new Date(3_600_000).toISOString() }
  expect(await ok('stats.activity', range)).toMatchObject({ totals: { created: 0 } })
  await ok('stats.durations')
  await ok('stats.attention')
  expect(await ok('system.info')).toMatchObject({
    version: '0.0.0-test',
    setUpNeeded: true,
    caller: { role: 'admin' },
  })
  expect((await ok('system.backends')).items.map(({ isolation }) => isolation)).toEqual([
    'isolate',
    'sandbox',
    'gvisor',
    'microvm',
  ])
}

describe('every procedure', () => {
  it('answers what the contract promises, no field more or less', async () => {
    const served = await serve()
    const { ok, seen } = await asAdmin(served)
    const runner = checking(await served.as('runner'))
    await aLife(ok)
    await aRun(ok, runner.ok)
    await administration(ok)
    await whatIsKnown(ok)
    expect([...new Set([...seen, ...runner.seen])].sort()).toEqual(PROCEDURES.map(({ path }) => path).sort())
  })

  it('whose inputs are all optional takes no input at all, or an empty one', async () => {
    const { ok, wire } = await asAdmin(await serve())
    const optional = [
      'workload.list',
      'stats.summary',
      'stats.durations',
      'stats.attention',
      'runner.list',
      'admin.users.list',
      'admin.keys.list',
      'admin.audit.list',
      'system.info',
      'system.backends',
    ] as const
    for (const path of optional) {
      const { caller: _, ...without } = { caller: null, ...(await ok(path)) }
      expect(await ok(path, {})).toMatchObject(without)
    }
    const required = PROCEDURES.filter(
      ({ type, path }) => type === 'query' && !optional.some((one) => one === path),
    )
    for (const { path } of required) expect([path, (await wire.call(path)).status]).toEqual([path, 400])
  })
})

describe('pages', () => {
  it('hold 50 unless asked otherwise, log lines 500, and say where to go on', async () => {
    const served = await serve()
    const { store } = served
    const { ok } = await asAdmin(served)
    const workloads = Array.from({ length: 51 }, () => store.createWorkload(held, SETTER_UP))
    const id = (await Promise.all(workloads))[0]!.id
    for (let i = 0; i < 50; i++) await store.addNote(id, `note ${i}`, SETTER_UP)
    const lines = Array.from({ length: 501 }, (_, seq) => ({
      seq,
      stream: 'stdout' as const,
      line: `${seq}`,
    }))
    await store.appendLogLines(id, lines, SETTER_UP)
    for (let i = 0; i < 51; i++) await store.appendAudit({ action: 'test' }, SETTER_UP)

    const list = await ok('workload.list')
    expect([list.items.length, list.total]).toEqual([50, { count: 51, exact: true }])
    expect((await ok('workload.list', { cursor: list.nextCursor })).items).toHaveLength(1)
    const events = await ok('workload.events', { id })
    expect(events.items).toHaveLength(50)
    expect(events.items[0]).toMatchObject({ kind: 'created' })
    expect((await ok('workload.events', { id, cursor: events.nextCursor })).items).toMatchObject([
      { reason: 'note 49' },
    ])
    const log = await ok('log.list', { id })
    expect([log.items.length, log.items.at(-1)?.seq]).toEqual([500, 499])
    expect((await ok('log.list', { id, cursor: log.nextCursor })).items.map(({ seq }) => seq)).toEqual([500])
    expect((await ok('admin.audit.list')).items).toHaveLength(50)
  })

  it.each([0, -1, 1.5, 201, 1e9, '50', null])(
    'are refused with the limit %j, never silently changed',
    async (limit) => {
      const admin = await (await serve()).as('admin')
      for (const path of ['workload.list', 'admin.users.list', 'admin.keys.list', 'admin.audit.list']) {
        expect([path, (await admin.call(path, { limit })).status]).toEqual([path, 400])
      }
    },
  )
})
