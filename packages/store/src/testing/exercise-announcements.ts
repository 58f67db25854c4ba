import { describe, expect } from 'vitest'
import type { Store } from '../store.ts'
import { announcedBy, announcesEvent, announcesNothing, refusedQuietly } from './commits.ts'
import {
  admin,
  DAY,
  held,
  iso,
  operator,
  refusalOf,
  SECOND,
  START,
  type TestClock,
  UNKNOWN_ID,
  workloadIn,
} from './fixtures.ts'
import { bootOf, capable, claimBy, LEASE, leased, pass, register, rex, roy, work } from './runners.ts'
import type { StoreTest } from './store-test.ts'

/** Verbs that write nothing, or nothing that anybody waits for. */
type Silent =
  | 'getWorkload'
  | 'getWorkloadSummary'
  | 'listWorkloads'
  | 'getWorkloadStats'
  | 'getActivity'
  | 'getDurations'
  | 'getAttention'
  | 'listEvents'
  | 'listLogLines'
  | 'listAudit'
  | 'listChanges'
  | 'getLatestSeq'
  | 'onCommit'
  | 'listBackends'
  | 'listRunners'
  | 'listOffers'
  | 'queuedWrites'
  | 'verify'
  | 'rebuildStats'
  | 'backup'
  | 'close'

type Case = (store: Store, clock: TestClock) => Promise<void>

const line = (seq: number, text = 'x') => ({ seq, stream: 'stdout' as const, line: text })
const because = { reason: 'a test' }

/** A verb that is added without its announcements does not compile. */
const VERBS: Record<Exclude<keyof Store, Silent>, Record<string, Case>> = {
  createWorkload: {
    'its event and the work that became claimable': async (store) => {
      const [{ id }, announced] = await announcedBy(store, () => work(store, { isolation: 'sandbox' }))
      expect(announced).toEqual({ events: [id], work: ['sandbox node'] })
    },
    'each unit of work, by its kind, however many share a commit': async (store) => {
      const go = { runtime: 'go' } as const
      const inputs = [{}, {}, go, { isolation: 'gvisor' }, go, { hold: true }] as const
      const [made, announced] = await announcedBy(store, () =>
        Promise.all(inputs.map((input) => work(store, input))),
      )
      expect(announced).toEqual({
        events: made.map(({ id }) => id).toSorted(),
        work: ['auto go', 'auto go', 'auto node', 'auto node', 'gvisor node'],
      })
    },
    'no work when its creator holds it': async (store) => {
      const [{ id }, announced] = await announcedBy(store, () => store.createWorkload(held, admin))
      expect(announced).toEqual({ events: [id] })
    },
    'nothing when it is repeated under its key, or refused': async (store) => {
      await work(store, { idempotencyKey: 'once' })
      await announcesNothing(store, () => work(store, { idempotencyKey: 'once' }))
      await refusedQuietly(store, () => work(store, { idempotencyKey: 'once', name: 'another' }))
      await refusedQuietly(store, () => work(store, { code: ' ', name: ' ' }))
    },
  },
  updateWorkload: {
    'its event, whether it is a transition, a field or an amendment': async (store) => {
      const { id } = await store.createWorkload(held, admin)
      await announcesEvent(store, id, () => store.updateWorkload(id, { status: 'running' }, admin))
      await announcesEvent(store, id, () => store.updateWorkload(id, { exitCode: 0 }, admin))
      await announcesEvent(store, id, () => store.updateWorkload(id, { status: 'completed' }, admin))
      await announcesEvent(store, id, () => store.updateWorkload(id, { error: 'late' }, admin, because))
    },
    'its event when it ends a lease': async (store) => {
      const { id } = await leased(store)
      await announcesEvent(store, id, () => store.updateWorkload(id, { status: 'failed' }, admin))
    },
    'nothing when it changes nothing, or is refused': async (store) => {
      const { id } = await workloadIn(store, 'completed')
      await announcesNothing(store, () => store.updateWorkload(id, { status: 'completed' }, admin))
      await announcesNothing(store, () => store.updateWorkload(id, {}, admin))
      await refusedQuietly(store, () => store.updateWorkload(id, { exitCode: 1 }, admin))
      await refusedQuietly(store, () => store.updateWorkload(id, { status: 'running' }, admin, because))
      await refusedQuietly(store, () => store.updateWorkload(UNKNOWN_ID, { exitCode: 1 }, admin))
    },
  },
  updateWorkloadStatus: {
    'its event': async (store) => {
      const { id } = await store.createWorkload(held, admin)
      await announcesEvent(store, id, () => store.updateWorkloadStatus(id, 'running', admin))
    },
    'nothing when it is refused': async (store) => {
      const { id } = await workloadIn(store, 'completed')
      await refusedQuietly(store, () => store.updateWorkloadStatus(id, 'completed', admin))
      await refusedQuietly(store, () => store.updateWorkloadStatus(id, 'killed', operator))
    },
  },
  overrideWorkloadStatus: {
    'its event': async (store) => {
      const { id } = await leased(store)
      await announcesEvent(store, id, () => store.overrideWorkloadStatus(id, 'failed', admin, because))
    },
    'nothing when it is refused': async (store) => {
      const { id } = await workloadIn(store, 'failed')
      await refusedQuietly(store, () => store.overrideWorkloadStatus(id, 'failed', admin, because))
      await refusedQuietly(store, () => store.overrideWorkloadStatus(id, 'killed', operator, because))
    },
  },
  killWorkload: {
    'its event, at once or by request': async (store) => {
      const { id } = await store.createWorkload(held, admin)
      await announcesEvent(store, id, () => store.killWorkload(id, admin))
      const lease = await leased(store)
      await announcesEvent(store, lease.id, () => store.killWorkload(lease.id, admin))
    },
    'nothing when it was requested before, or is refused': async (store) => {
      const { id } = await leased(store)
      await store.killWorkload(id, admin)
      await announcesNothing(store, () => store.killWorkload(id, admin))
      await refusedQuietly(store, () => store.killWorkload(id, admin, { ifRevision: 1 }))
    },
  },
  retryWorkload: {
    'the events of both workloads, and the work as it was requested': async (store) => {
      const { id, token } = await leased(store)
      await store.finish(id, token, { status: 'failed' }, rex)
      const [retry, announced] = await announcedBy(store, () => store.retryWorkload(id, admin))
      expect(announced).toEqual({ events: [id, retry.id].toSorted(), work: ['auto node'] })
    },
    'no work when it is held': async (store) => {
      const { id } = await workloadIn(store, 'failed')
      const [retry, announced] = await announcedBy(store, () => store.retryWorkload(id, admin))
      expect(announced).toEqual({ events: [id, retry.id].toSorted() })
    },
    'nothing when it is repeated under its key, or refused': async (store) => {
      const { id } = await workloadIn(store, 'failed')
      const again = () => store.retryWorkload(id, admin, { idempotencyKey: 'once' })
      const retry = await again()
      await announcesNothing(store, again)
      await refusedQuietly(store, () => store.retryWorkload(retry.id, admin))
    },
  },
  deleteWorkload: {
    'its event, and that its log is gone': async (store) => {
      const { id } = await workloadIn(store, 'failed')
      const [, announced] = await announcedBy(store, () => store.deleteWorkload(id, admin, because))
      expect(announced).toEqual({ events: [id], logs: [id] })
    },
    'nothing when it is refused': async (store) => {
      const { id } = await workloadIn(store, 'running')
      await refusedQuietly(store, () => store.deleteWorkload(id, admin, because))
      await refusedQuietly(store, () => store.deleteWorkload(id, operator, because))
    },
  },
  addNote: {
    'its event': async (store) => {
      const { id } = await store.createWorkload(held, admin)
      await announcesEvent(store, id, () => store.addNote(id, 'seen', admin))
    },
    'nothing when it is refused': async (store) => {
      await refusedQuietly(store, () => store.addNote(UNKNOWN_ID, 'seen', admin))
    },
  },
  appendLogLines: {
    'the log that grew, and no event': async (store) => {
      const { id } = await workloadIn(store, 'running')
      const [, announced] = await announcedBy(store, () => store.appendLogLines(id, [line(0)], admin))
      expect(announced).toEqual({ logs: [id] })
    },
    'nothing when all lines are repeated, or when they are refused': async (store) => {
      const { id } = await workloadIn(store, 'running')
      await store.appendLogLines(id, [line(0)], admin)
      await announcesNothing(store, () => store.appendLogLines(id, [line(0)], admin))
      await refusedQuietly(store, () => store.appendLogLines(id, [line(0, 'other'), line(1)], admin))
    },
  },
  removeOldLogLines: {
    'the logs that were cut, and no others': async (store, clock) => {
      const [old, young] = [await workloadIn(store, 'running'), await workloadIn(store, 'running')]
      await store.appendLogLines(old.id, [line(0), line(1)], admin)
      clock.advance(DAY)
      await store.appendLogLines(young.id, [line(0)], admin)
      const remove = () => store.removeOldLogLines(iso(START + DAY / 2))
      expect((await announcedBy(store, remove))[1]).toEqual({ logs: [old.id] })
      await announcesNothing(store, remove)
    },
  },
  appendAudit: {
    nothing: (store) => announcesNothing(store, () => store.appendAudit({ action: 'noted' }, admin)),
  },
  checkWritable: { nothing: (store) => announcesNothing(store, () => store.checkWritable()) },
  registerRunner: {
    'the runner, each time that it registers': async (store) => {
      for (const capabilities of [[capable('isolate')], [capable('sandbox')]]) {
        const [, announced] = await announcedBy(store, () => register(store, rex, capabilities))
        expect(announced).toEqual({ runners: ['rex'] })
      }
    },
    'nothing when it is refused': async (store) => {
      await refusedQuietly(store, () => register(store, rex, [capable('isolate'), capable('isolate')]))
    },
  },
  claim: {
    'the event of the workload that it leased': async (store) => {
      await register(store, rex)
      const { id } = await work(store)
      await announcesEvent(store, id, () => claimBy(store, rex))
    },
    'nothing when there is no work, when it is repeated, refused or abandoned': async (store) => {
      await register(store, rex)
      await announcesNothing(store, () => claimBy(store, rex))
      await work(store)
      const claim = { bootId: bootOf(rex), claimId: 'abandoned' }
      await announcesNothing(store, () => store.claim(claim, rex, AbortSignal.abort()))
      await claimBy(store, rex, 'the same claim')
      await announcesNothing(store, () => claimBy(store, rex, 'the same claim'))
      await refusedQuietly(store, () => claimBy(store, roy))
    },
  },
  renewLease: {
    nothing: async (store) => {
      const { id, token } = await leased(store)
      await announcesNothing(store, () => store.renewLease(id, token, rex))
      await refusedQuietly(store, () => store.renewLease(id, 'another token', rex))
    },
  },
  reportLogs: {
    'the log that grew, and nothing when it did not': async (store) => {
      const { id, token } = await leased(store)
      const report = () => store.reportLogs(id, token, [line(0)], rex)
      expect((await announcedBy(store, report))[1]).toEqual({ logs: [id] })
      await announcesNothing(store, report)
      await refusedQuietly(store, () => store.reportLogs(id, 'another token', [line(1)], rex))
    },
  },
  finish: {
    'its event, once however often it is sent': async (store) => {
      const { id, token } = await leased(store)
      const finish = () => store.finish(id, token, { status: 'completed' }, rex)
      await announcesEvent(store, id, finish)
      await announcesNothing(store, finish)
    },
    'the event of a report that is rejected, once': async (store) => {
      const { id, token } = await leased(store)
      await store.overrideWorkloadStatus(id, 'failed', admin, because)
      const finish = () => refusalOf(store.finish(id, token, { status: 'completed' }, rex))
      await announcesEvent(store, id, finish)
      await announcesNothing(store, finish)
      await refusedQuietly(store, () => store.finish(id, 'another token', { status: 'completed' }, rex))
    },
  },
  expireLeases: {
    'the events of what was lost, and of nothing else': async (store, clock) => {
      const [lost, kept] = [await leased(store), await leased(store, roy)]
      await pass(store, clock, LEASE - SECOND)
      await store.renewLease(kept.id, kept.token, roy)
      await announcesNothing(store, () => store.expireLeases())
      clock.advance(SECOND)
      await announcesEvent(store, lost.id, () => store.expireLeases())
    },
  },
  failUnsupported: {
    'the events of what failed': async (store, clock) => {
      await store.failUnsupported(4)
      const [one, two] = [await work(store), await work(store, { runtime: 'go' })]
      for (let waited = 0; waited < 4; waited += 2) {
        await announcesNothing(store, () => store.failUnsupported(4))
        clock.advance(2 * SECOND)
      }
      const [failed, announced] = await announcedBy(store, () => store.failUnsupported(4))
      expect([failed, announced]).toEqual([2, { events: [one.id, two.id].toSorted() }])
    },
  },
}

export function exerciseAnnouncements(it: StoreTest): void {
  for (const [verb, cases] of Object.entries(VERBS)) {
    describe(`${verb} announces`, () => {
      for (const [what, exercise] of Object.entries(cases)) {
        it(what, ({ store, clock }) => exercise(store, clock))
      }
    })
  }
}
