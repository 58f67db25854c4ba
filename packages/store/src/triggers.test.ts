/** The lifecycle from a SQL shell: what no program that opens the file can do to a workload. */
import { canTransition, isTerminal, STATUSES, TERMINAL_STATUSES } from '@isola/domain'
import { describe, expect, it } from 'vitest'
import {
  change,
  columnsOf,
  insertWorkload,
  namedChange,
  rawRecord,
  rowOf,
  update,
  workloadAt,
} from './testing/raw-record.ts'

const ILLEGAL = 'isola: illegal transition'
const UNNAMED = 'isola: a change needs the next revision and its own change_ columns'
/** Which of two guards speaks first is SQLite's choice. */
const REFUSED = /isola: (illegal transition|a change needs the next revision)/
const pairs = STATUSES.flatMap((from) => STATUSES.map((to) => ({ from, to })))

describe('a transition', () => {
  it('is admitted by the record exactly where the table of transitions admits it, in all 25 pairs', () => {
    const db = rawRecord()
    const admitted = pairs.filter(({ from, to }) => {
      const id = workloadAt(db, from)
      try {
        change(db, id, 'transitioned', columnsOf[to])
        return true
      } catch (error) {
        expect(String(error)).toContain(from === to ? UNNAMED : ILLEGAL)
        return false
      }
    })
    expect(admitted).toEqual(pairs.filter(({ from, to }) => canTransition(from, to)))
  })

  for (const { from, to } of pairs.filter(
    (pair) => pair.from !== pair.to && !canTransition(pair.from, pair.to),
  )) {
    it(`from ${from} to ${to} is refused, and nothing is written`, () => {
      const db = rawRecord()
      const id = workloadAt(db, from)
      const before = [rowOf(db, id), db.prepare('SELECT * FROM workload_events').all()]
      expect(() => change(db, id, 'transitioned', columnsOf[to], 'by hand')).toThrow(ILLEGAL)
      expect([rowOf(db, id), db.prepare('SELECT * FROM workload_events').all()]).toEqual(before)
    })
  }

  it('is refused as a change of another kind', () => {
    const db = rawRecord()
    for (const kind of ['updated', 'amended', 'kill_requested', 'deleted', 'created', 'noted', '', 'magic']) {
      const id = workloadAt(db, 'pending')
      expect(() => change(db, id, kind, columnsOf.running, 'by hand')).toThrow(REFUSED)
    }
  })

  it('is refused for all rows when one of them may not make it', () => {
    const db = rawRecord()
    const ids = [workloadAt(db, 'running'), workloadAt(db, 'completed')]
    const all =
      db.prepare(`UPDATE workloads SET status = 'failed', cause = 'lost', finished_at = created_at + 9,
      revision = revision + 1, change_revision = revision + 1, change_kind = 'transitioned'`)
    expect(() => all.run()).toThrow(ILLEGAL)
    expect(ids.map((id) => rowOf(db, id).status)).toEqual(['running', 'completed'])
  })

  it('is refused in whatever words: OR IGNORE, OR REPLACE, an upsert', () => {
    const db = rawRecord()
    const id = workloadAt(db, 'completed')
    const named = `revision = 4, change_revision = 4, change_kind = 'transitioned'`
    for (const sql of [
      `UPDATE OR IGNORE workloads SET status = 'running', finished_at = NULL, ${named}`,
      `UPDATE OR REPLACE workloads SET status = 'running', finished_at = NULL, ${named}`,
      `INSERT INTO workloads SELECT * FROM workloads WHERE true ON CONFLICT (id) DO UPDATE SET status = 'running', ${named}`,
    ]) {
      expect(() => db.exec(sql)).toThrow('isola:')
    }
    expect(rowOf(db, id).status).toBe('completed')
  })
})

describe('an override', () => {
  it('is admitted from any status to any other terminal one, and nowhere else, in all 25 pairs', () => {
    const db = rawRecord()
    const admitted = pairs.filter(({ from, to }) => {
      const id = workloadAt(db, from)
      try {
        change(db, id, 'overridden', columnsOf[to], 'checked by hand')
        return true
      } catch (error) {
        expect(String(error)).toContain(from === to ? UNNAMED : ILLEGAL)
        return false
      }
    })
    expect(admitted).toEqual(pairs.filter(({ from, to }) => from !== to && isTerminal(to)))
  })

  for (const [what, reason] of [
    ['no reason', null],
    ['an empty reason', ''],
    ['a blank reason', '   '],
  ] as const) {
    it(`is refused with ${what}`, () => {
      const db = rawRecord()
      for (const to of TERMINAL_STATUSES) {
        const id = workloadAt(db, 'running')
        expect(() => change(db, id, 'overridden', columnsOf[to], reason)).toThrow()
        expect(rowOf(db, id).status).toBe('running')
      }
    })
  }

  it('vouches for no later change: what it left in the change_ columns is worth nothing', () => {
    const db = rawRecord()
    const id = workloadAt(db, 'completed')
    change(db, id, 'overridden', columnsOf.failed, 'checked by hand')
    expect(rowOf(db, id)).toMatchObject({ change_kind: 'overridden', change_reason: 'checked by hand' })
    const illegal = { status: 'running', cause: null, finished_at: null }
    expect(() => update(db, id, illegal)).toThrow(REFUSED)
    expect(() => update(db, id, { ...illegal, revision: 5 })).toThrow(REFUSED)
    expect(() => update(db, id, { ...illegal, revision: 5, change_revision: 5 })).toThrow(ILLEGAL)
    expect(() => update(db, id, { status: 'killed', cause: 'operator' })).toThrow(UNNAMED)
    expect(() => update(db, id, { exit_code: 1 })).toThrow(UNNAMED)
    expect(rowOf(db, id)).toMatchObject({ status: 'failed', revision: 4, exit_code: null })
  })
})

describe('a change', () => {
  it('of whatever kind is refused without the next revision', () => {
    const db = rawRecord()
    const id = workloadAt(db, 'running')
    const named = namedChange(db, id, 'updated')
    expect(named.revision).toBe(3)
    for (const revisions of [
      { revision: 2, change_revision: 2 },
      { revision: 4, change_revision: 4 },
      { revision: 1, change_revision: 1 },
      { revision: 3, change_revision: 2 },
      { revision: 2, change_revision: 3 },
      { revision: -1, change_revision: -1 },
    ]) {
      expect(() => update(db, id, { ...named, exit_code: 1, ...revisions })).toThrow(UNNAMED)
    }
    for (const part of [
      { exit_code: 1 },
      { revision: 3 },
      { change_revision: 3 },
      { change_kind: 'updated' },
    ]) {
      expect(() => update(db, id, part)).toThrow(UNNAMED)
    }
    update(db, id, { ...named, exit_code: 1 })
    expect(rowOf(db, id)).toMatchObject({ exit_code: 1, revision: 3 })
  })

  it('names itself updated before the end, and amended with a reason after it', () => {
    const db = rawRecord()
    for (const status of STATUSES) {
      const [right, wrong] = isTerminal(status) ? ['amended', 'updated'] : ['updated', 'amended']
      const id = workloadAt(db, status)
      expect(() => change(db, id, wrong, { exit_code: 1 }, 'why')).toThrow(UNNAMED)
      change(db, id, right, { exit_code: 1 }, 'why')
      expect(rowOf(db, id).exit_code).toBe(1)
    }
    const id = workloadAt(db, 'failed')
    expect(() => change(db, id, 'amended', { exit_code: 1 })).toThrow('reason_given')
    expect(() => change(db, id, 'amended', { exit_code: 1 }, ' ')).toThrow('reason_given')
  })

  it('asks for a kill of what is leased alone', () => {
    const db = rawRecord()
    const lease = { leased_by: 'r', lease_token_hash: 'h', lease_until: 1, last_heartbeat_at: 1 }
    for (const status of STATUSES) {
      const id = workloadAt(db, status)
      expect(() => change(db, id, 'kill_requested', { kill_requested_at: 1 })).toThrow(UNNAMED)
    }
    const leased = workloadAt(db, 'running')
    update(db, leased, lease)
    change(db, leased, 'kill_requested', { kill_requested_at: 1 })
    expect(rowOf(db, leased).status).toBe('running')
  })
})

describe('a new workload', () => {
  for (const [what, columns] of [
    ['in another status', columnsOf.running],
    ['that has ended', columnsOf.completed],
    ['at another revision', { revision: 2, change_revision: 2 }],
    ['with a revision of its change of its own', { change_revision: 2 }],
    ['by a change of another kind', { change_kind: 'updated' }],
    ['with a start', { started_at: 1_800_000_000_000 }],
    ['with an exit code', { exit_code: 0 }],
    ['with an error', { error: '', error_line: '' }],
    ['with an output', { output_id: 1, output_info: '{"bytes":0}' }],
    ['with a wish to kill it', { kill_requested_at: 1 }],
    ['with bytes of a log', { log_bytes: 1 }],
    ['with a truncated log', { logs_truncated: 1 }],
    ['in an isolation other than the one requested', { isolation: 'sandbox' }],
  ] as const) {
    it(`is refused ${what}`, () => {
      expect(() => insertWorkload(rawRecord(), columns)).toThrow('isola: a workload begins pending and empty')
    })
  }
})
