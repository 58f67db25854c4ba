import { describe, expect, it } from 'vitest'
import type { StoreContext } from '../context.ts'
import { listOffers } from '../runners/list-offers.ts'
import { listRunners, readRunner } from '../runners/list-runners.ts'
import { admin, held, SECOND, TestClock } from '../testing/fixtures.ts'
import { explainer } from '../testing/query-plan.ts'
import { bootOf, LEASE, leased, rex, work } from '../testing/runners.ts'
import { claim } from './claim.ts'
import { expireLeases } from './expire-leases.ts'
import { failUnsupported } from './fail-unsupported.ts'
import { finish } from './finish.ts'
import { renewLease } from './renew-lease.ts'

const BY_ID = 'SEARCH workloads USING INDEX sqlite_autoindex_workloads_1 (id=?)'
/** Of what began in the millisecond of its creation. */
const BEGAN = 'SEARCH workload_events USING INDEX workload_events_workload (workload_id=?)'
const BY_TOKEN = 'SEARCH workloads USING COVERING INDEX workloads_lease (leased_by=? AND lease_token_hash=?)'
const RUNNER = 'SEARCH runners USING INDEX sqlite_autoindex_runners_1 (id=?)'
const PROBE = 'SEARCH workloads USING COVERING INDEX workloads_claimable (isolation=? AND runtime=?'

/** A leased workload, one that is held, one that can be run and one that cannot. */
async function withLease() {
  const clock = new TestClock()
  let lease = { id: '', token: '' }
  const explain = await explainer(async (store) => {
    lease = await leased(store)
    await store.createWorkload(held, admin)
    await work(store)
    await work(store, { runtime: 'go' })
  }, clock)
  const plansOf = async (run: (context: StoreContext) => Promise<unknown>) => {
    const explained = await explain(run)
    return [...new Set(explained.flatMap(({ steps }) => steps))]
  }
  return { ...lease, clock, explain, plansOf }
}

describe('what the queries of runners cost does not grow:', () => {
  it('a claim probes an index that holds nothing but what can be claimed, once for each kind', async () => {
    const { plansOf } = await withLease()
    const input = { bootId: bootOf(rex), claimId: 'another claim' }
    expect(await plansOf((context) => claim(context, input, rex))).toEqual([
      RUNNER,
      BY_TOKEN,
      BY_ID,
      'SEARCH kind VIRTUAL TABLE INDEX 1:',
      `${PROBE})`,
      'SEARCH w USING INDEX sqlite_autoindex_workloads_1 (id=?)',
      'SEARCH s USING INTEGER PRIMARY KEY (rowid=?)',
      'SEARCH o USING INTEGER PRIMARY KEY (rowid=?) LEFT-JOIN',
    ])
  })

  it('a claim reads and parses no capabilities: they are known since the runner registered', async () => {
    const { explain } = await withLease()
    const input = { bootId: bootOf(rex), claimId: 'another claim' }
    const explained = await explain((context) => claim(context, input, rex))
    expect(explained.length).toBeGreaterThan(0)
    expect(explained.filter(({ sql }) => sql.includes('capabilities'))).toEqual([])
  })

  it('what a runner offers is known without any query', async () => {
    const { explain } = await withLease()
    let offers: unknown[] = []
    const explained = await explain(async (context) => {
      offers = await listOffers(context, rex.id)
    })
    expect(offers).not.toEqual([])
    expect(explained).toEqual([])
  })

  it('a heartbeat and an outcome find their workload by a key', async () => {
    const { plansOf, id, token } = await withLease()
    expect(await plansOf((context) => renewLease(context, id, token, rex))).toEqual([BY_TOKEN, RUNNER])
    const report = { status: 'completed' } as const
    expect(await plansOf((context) => finish(context, id, token, report, rex))).toEqual([BY_ID, BEGAN])
  })

  it('expiry asks for nothing but what ends', async () => {
    const { plansOf, clock } = await withLease()
    const passing = (steps: number) => async (context: StoreContext) => {
      for (let i = 0; i < steps; i++) {
        clock.advance(SECOND)
        await expireLeases(context)
      }
    }
    expect(await plansOf(passing(LEASE / SECOND - 1))).toEqual([])
    expect(await plansOf(passing(1))).toEqual([BY_ID, BEGAN])
  })

  it('the search for what nobody can run probes the same index', async () => {
    const { plansOf, clock } = await withLease()
    const plans = await plansOf(async (context) => {
      for (let i = 0; i < 3; i++) {
        clock.advance(SECOND)
        await failUnsupported(context, 1)
      }
    })
    expect(plans).toEqual([`${PROBE} AND id<?)`, BY_ID])
  })

  it('each runner is read with what it has leased itself, whatever others have', async () => {
    const { explain } = await withLease()
    const leases = 'SEARCH workloads USING COVERING INDEX workloads_lease (leased_by=?)'
    const found = [leases, leases, 'USE TEMP B-TREE FOR ORDER BY', 'SCAN oldest', BY_ID]
    const plansOf = async (run: (context: StoreContext) => Promise<unknown>) =>
      (await explain(run)).flatMap(({ steps }) => steps)
    expect(await plansOf((context) => listRunners(context))).toEqual([
      'SCAN runners USING INDEX sqlite_autoindex_runners_1',
      ...found,
    ])
    expect(await plansOf((context) => readRunner(context, rex.id))).toEqual([RUNNER, ...found])
  })
})
