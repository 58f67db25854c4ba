import { systemClock } from '@isola/domain'
import { describe, expect, it } from 'vitest'
import { outcomeOf } from './testing/answer.ts'
import { signedIn } from './testing/people.ts'
import { bearer, SETTER_UP, serve } from './testing/serve.ts'
import { PROCEDURES, type Wire } from './testing/wire.ts'

const CALLERS = [
  'anonymous',
  'viewer',
  'operator',
  'admin',
  'runner',
  'revoked',
  'expired',
  'disabled',
] as const
type CallerName = (typeof CALLERS)[number]

/** Who has to be let in; everybody else is refused. */
const EVERYONE = ['anonymous', 'viewer', 'operator', 'admin', 'runner', 'disabled'] as const
const PEOPLE = ['viewer', 'operator', 'admin'] as const
const READERS = ['viewer', 'operator', 'admin', 'runner'] as const
const WRITERS = ['operator', 'admin'] as const
const ADMINS = ['admin'] as const
const RUNNERS = ['runner'] as const

/** The contract's table, a row for each procedure. */
const MATRIX: Record<string, readonly CallerName[]> = {
  'workload.create': WRITERS,
  'workload.get': READERS,
  'workload.list': PEOPLE,
  'workload.update': WRITERS,
  'workload.updateStatus': WRITERS,
  'workload.override': ADMINS,
  'workload.kill': WRITERS,
  'workload.retry': WRITERS,
  'workload.delete': ADMINS,
  'workload.note': WRITERS,
  'workload.events': READERS,
  'workload.wait': READERS,
  'workload.changes': PEOPLE,
  'log.append': WRITERS,
  'log.list': READERS,
  'log.tail': READERS,
  'stats.summary': PEOPLE,
  'stats.activity': PEOPLE,
  'stats.durations': PEOPLE,
  'stats.attention': PEOPLE,
  'runner.register': RUNNERS,
  'runner.claim': RUNNERS,
  'runner.heartbeat': RUNNERS,
  'runner.log': RUNNERS,
  'runner.finish': RUNNERS,
  'runner.list': READERS,
  'admin.users.list': ADMINS,
  'admin.users.create': ADMINS,
  'admin.users.update': ADMINS,
  'admin.users.remove': ADMINS,
  'admin.keys.list': ADMINS,
  'admin.keys.create': ADMINS,
  'admin.keys.revoke': ADMINS,
  'admin.audit.list': ADMINS,
  'system.info': EVERYONE,
  'system.backends': READERS,
}

/** Those who are known, and may not; the others have to say who they are first. */
const KNOWN: readonly CallerName[] = ['viewer', 'operator', 'admin', 'runner']

/** Permission is looked at before the input, which may be wrong; of a stream, so that it ends by itself. */
const INPUTS: Record<string, unknown> = { 'workload.changes': { lastEventId: '999999999999999' } }

async function callers(): Promise<Record<CallerName, Wire>> {
  const clock = { ...systemClock, ms: Date.now(), now: () => clock.ms }
  const served = await serve({ clock, trustedProxies: ['loopback'] })
  const { auth, key, wire, as } = served
  const revoked = await key('admin')
  const expiresAt = new Date(clock.ms + 60_000).toISOString()
  const expired = await auth.keys.create({ name: 'short', role: 'admin', expiresAt }, SETTER_UP)
  const disabled = await signedIn(served, 'admin')
  await signedIn(served, 'admin', 'The other admin')
  const wires = {
    anonymous: wire(),
    viewer: await as('viewer'),
    operator: await as('operator'),
    admin: await as('admin'),
    runner: await as('runner'),
    revoked: wire(bearer(revoked.key)),
    expired: wire(bearer(expired.key)),
    disabled: disabled.wire,
  }
  // Before they end, they are good: what is refused later is refused for that alone.
  for (const name of ['revoked', 'expired', 'disabled'] as const) {
    expect(outcomeOf(await wires[name].call('admin.audit.list'))).toBe('200')
  }
  await auth.keys.revoke(revoked.id, SETTER_UP)
  await auth.users.update({ id: disabled.id, disabled: true }, SETTER_UP)
  clock.ms += 60_000
  // Each from an address of its own: refusals without credentials are counted by address.
  return Object.fromEntries(
    Object.entries(wires).map(([name, one], i) => [name, one.saying({ 'x-forwarded-for': `192.0.2.${i}` })]),
  ) as typeof wires
}

describe('the permission matrix', () => {
  it('has a row for every procedure, and no row without one', () => {
    expect(Object.keys(MATRIX).sort()).toEqual(PROCEDURES.map(({ path }) => path).sort())
  })

  it('lets in whom the contract lets in, and refuses everybody else', async () => {
    const wires = await callers()
    const wrong: string[] = []
    let cells = 0
    for (const [path, allowed] of Object.entries(MATRIX)) {
      for (const name of CALLERS) {
        wrong.push(...(await mistakesOf(wires[name], name, path, allowed)))
        cells++
      }
    }
    expect(wrong).toEqual([])
    expect(cells).toBe(288)
  })

  it('gives people who signed in what their role has', async () => {
    const served = await serve()
    const wrong: string[] = []
    for (const role of PEOPLE) {
      const { wire } = await signedIn(served, role)
      for (const [path, allowed] of Object.entries(MATRIX)) {
        wrong.push(...(await mistakesOf(wire, role, path, allowed)))
      }
    }
    expect(wrong).toEqual([])
  })
})

async function mistakesOf(
  wire: Wire,
  name: CallerName,
  path: string,
  allowed: readonly CallerName[],
): Promise<string[]> {
  const outcome = outcomeOf(await wire.call(path, INPUTS[path]))
  const refusal = KNOWN.includes(name) ? '403 FORBIDDEN' : '401 UNAUTHENTICATED'
  const right = allowed.includes(name) ? !/^(401|403|429|5)/.test(outcome) : outcome === refusal
  return right ? [] : [`${path} as ${name}: ${outcome}`]
}
