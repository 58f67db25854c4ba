import { describe, expect, it } from 'vitest'
import { START } from './testing/fixtures.ts'
import {
  ACTOR,
  change,
  columnsOf,
  HASH,
  insert,
  insertWorkload,
  rawRecord,
  rowOf,
  workloadAt,
} from './testing/raw-record.ts'

const APPEND_ONLY = 'isola: history is append-only'

describe('history', () => {
  it('gets one event of every change, by the statement that makes it', () => {
    const db = rawRecord()
    const id = workloadAt(db, 'running')
    change(db, id, 'updated', { exit_code: 1 })
    change(db, id, 'transitioned', columnsOf.failed)
    change(db, id, 'amended', { exit_code: 2 }, 'a typo')
    change(db, id, 'overridden', columnsOf.completed, 'checked by hand')
    const events = db
      .prepare('SELECT seq, kind, from_status, to_status, reason FROM workload_events')
      .raw()
      .all()
    expect(events).toEqual([
      [1, 'created', null, 'pending', null],
      [2, 'transitioned', 'pending', 'running', null],
      [3, 'updated', null, null, null],
      [4, 'transitioned', 'running', 'failed', null],
      [5, 'amended', null, null, 'a typo'],
      [6, 'overridden', 'failed', 'completed', 'checked by hand'],
    ])
  })

  it('can be rewritten in no column, not even to the value that is there', () => {
    const db = rawRecord()
    workloadAt(db, 'failed')
    const columns = db.prepare(`SELECT name FROM pragma_table_info('workload_events')`).pluck().all()
    expect(columns).toHaveLength(9)
    for (const column of columns.map(String)) {
      expect(() => db.exec(`UPDATE workload_events SET ${column} = ${column}`), column).toThrow(APPEND_ONLY)
    }
    expect(() => db.exec(`UPDATE workload_events SET reason = 'forged', changes = NULL`)).toThrow(APPEND_ONLY)
    expect(() => db.exec(`UPDATE OR REPLACE workload_events SET seq = 1 WHERE seq = 2`)).toThrow(APPEND_ONLY)
  })

  it('is not blanked as long as its workload lives', () => {
    const db = rawRecord()
    const id = workloadAt(db, 'failed')
    expect(() => db.exec('UPDATE workload_events SET changes = NULL')).toThrow(APPEND_ONLY)
    change(db, id, 'overridden', columnsOf.killed, 'by hand')
    expect(() => db.exec('UPDATE workload_events SET changes = NULL')).toThrow(APPEND_ONLY)
  })

  it('loses no event', () => {
    const db = rawRecord()
    const id = workloadAt(db, 'failed')
    expect(() => db.exec('DELETE FROM workload_events')).toThrow(APPEND_ONLY)
    change(db, id, 'deleted', {}, 'tidying')
    expect(() => db.exec('DELETE FROM workload_events')).toThrow(APPEND_ONLY)
    expect(db.prepare('SELECT kind FROM workload_events').pluck().all()).toEqual([
      'created',
      'transitioned',
      'transitioned',
      'deleted',
    ])
  })

  it('can be blanked once its workload is deleted, and that of no other workload', () => {
    const db = rawRecord()
    const [id, other] = [workloadAt(db, 'failed'), workloadAt(db, 'failed')]
    const before = db.prepare('SELECT * FROM workload_events WHERE workload_id = ?').all(other)
    change(db, id, 'deleted', {}, 'asked for')
    expect(() => db.exec(`UPDATE workload_events SET changes = '{}'`)).toThrow(APPEND_ONLY)
    expect(() => db.exec('UPDATE workload_events SET changes = NULL')).toThrow(APPEND_ONLY)
    db.prepare('UPDATE workload_events SET changes = NULL WHERE workload_id = ?').run(id)
    const changes = db.prepare('SELECT changes FROM workload_events WHERE workload_id = ?').pluck().all(id)
    expect(changes).toEqual([null, null, null, null])
    expect(db.prepare('SELECT * FROM workload_events WHERE workload_id = ?').all(other)).toEqual(before)
  })
})

describe('the audit trail', () => {
  it('is append-only', () => {
    const db = rawRecord()
    insert(db, 'audit_entries', { at: 1, actor: ACTOR, action: 'a' })
    const refused = 'isola: the audit trail is append-only'
    for (const column of ['seq', 'at', 'actor', 'action', 'target', 'details']) {
      expect(() => db.exec(`UPDATE audit_entries SET ${column} = ${column}`)).toThrow(refused)
    }
    expect(() => db.exec('DELETE FROM audit_entries')).toThrow(refused)
    expect(db.prepare('SELECT count(*) FROM audit_entries').pluck().all()).toEqual([1])
  })

  const DAY_MS = 24 * 3_600_000
  const failedAt = (db: ReturnType<typeof rawRecord>, at: number) =>
    insert(db, 'audit_entries', {
      at,
      actor: ACTOR,
      action: 'sign_in.failed',
      details: '{"address":"192.0.2.1","count":1,"emails":["ada@example.com"]}',
    })
  const countOneMore = `UPDATE audit_entries SET details = json_set(details, '$.count', details ->> 'count' + 1)`

  it('lets an entry of failed sign-ins count one more for a minute, with one more account, and change in no other way', () => {
    const db = rawRecord()
    failedAt(db, Date.now())
    db.exec(countOneMore)
    db.exec(
      `UPDATE audit_entries SET details = json_set(json_insert(details, '$.emails[#]', 'bert@example.com'), '$.count', 3)`,
    )
    const refused = 'isola: the audit trail is append-only'
    for (const change of [
      `details = json_set(details, '$.count', 5)`,
      `details = json_set(details, '$.count', 2)`,
      `details = json_set(details, '$.count', 4, '$.address', '192.0.2.2')`,
      `details = json_insert(details, '$.emails[#]', 'eve@example.com')`,
      `details = json_set(details, '$.count', 4, '$.emails', json_array('eve@example.com'))`,
      `details = json_set(details, '$.count', 4, '$.emails[0]', 'eve@example.com')`,
      `details = NULL`,
      ...['seq = seq + 1', 'at = at + 1', `actor = '{}'`, `action = 'a'`, `target = 'a person'`].map(
        (other) => `details = json_set(details, '$.count', 4), ${other}`,
      ),
    ])
      expect(() => db.exec(`UPDATE audit_entries SET ${change}`), change).toThrow(refused)
    expect(db.prepare(`SELECT details ->> 'count' FROM audit_entries`).pluck().all()).toEqual([3])
    for (const at of [Date.now() - 61_000, Date.now() + 61_000]) {
      const other = rawRecord()
      failedAt(other, at)
      expect(() => other.exec(countOneMore)).toThrow(refused)
    }
  })

  it('lets failed sign-ins be removed after 90 days, and nothing else', () => {
    const db = rawRecord()
    const refused = 'isola: the audit trail is append-only'
    insert(db, 'audit_entries', { at: 1, actor: ACTOR, action: 'session.created' })
    failedAt(db, Date.now() - 91 * DAY_MS)
    failedAt(db, Date.now() - 89 * DAY_MS)
    expect(() => db.exec('DELETE FROM audit_entries WHERE seq = 1')).toThrow(refused)
    expect(() => db.exec('DELETE FROM audit_entries WHERE seq = 3')).toThrow(refused)
    db.exec('DELETE FROM audit_entries WHERE seq = 2')
    expect(db.prepare('SELECT seq FROM audit_entries').pluck().all()).toEqual([1, 3])
  })

  it('lets failed sign-ins be removed from the millisecond at which they are 90 days old', () => {
    const db = rawRecord()
    // Two: one may fall on a whole second.
    for (const more of [0, 1]) failedAt(db, Date.now() - 90 * DAY_MS - 1 - more)
    db.exec('DELETE FROM audit_entries')
    expect(db.prepare('SELECT count(*) FROM audit_entries').pluck().all()).toEqual([0])
    failedAt(db, Date.now() - 90 * DAY_MS + 60_000)
    expect(() => db.exec('DELETE FROM audit_entries')).toThrow('isola: the audit trail is append-only')
  })
})

describe('a deletion', () => {
  const REFUSED = 'isola: a workload is deleted by an update to change_kind deleted'

  it('is refused as a plain DELETE, whatever was done before', () => {
    const db = rawRecord()
    const id = workloadAt(db, 'completed')
    expect(() => db.exec('DELETE FROM workloads')).toThrow(REFUSED)
    change(db, id, 'overridden', columnsOf.failed, 'by hand')
    expect(() => db.exec('DELETE FROM workloads')).toThrow(REFUSED)
    expect(rowOf(db, id).status).toBe('failed')
  })

  for (const status of ['pending', 'running'] as const) {
    it(`is refused of a ${status} workload`, () => {
      const db = rawRecord()
      const id = workloadAt(db, status)
      expect(() => change(db, id, 'deleted', {}, 'tidying')).toThrow('isola: a change needs')
      expect(rowOf(db, id).status).toBe(status)
    })
  }

  it('is refused without a reason', () => {
    const db = rawRecord()
    const id = workloadAt(db, 'failed')
    for (const reason of [null, '', ' ']) {
      expect(() => change(db, id, 'deleted', {}, reason)).toThrow('reason_given')
    }
    expect(rowOf(db, id).status).toBe('failed')
  })

  it('takes the row, its labels and its place in every aggregate, and leaves the event', () => {
    const db = rawRecord()
    const id = workloadAt(db, 'completed', { labels: '{"team":"red"}' })
    const keeper = insertWorkload(db, { labels: '{"team":"red"}' })
    change(db, id, 'deleted', {}, 'tidying')
    expect(db.prepare('SELECT id FROM workloads').pluck().all()).toEqual([keeper])
    expect(db.prepare('SELECT workload_id FROM workload_labels').pluck().all()).toEqual([keeper])
    const counts = db.prepare('SELECT status, count FROM workload_counters WHERE count > 0').raw().all()
    expect(counts).toEqual([['pending', 1]])
    expect(db.prepare('SELECT sum(count) FROM duration_histogram').pluck().all()).toEqual([0])
    expect(db.prepare('SELECT sum(created), sum(completed) FROM workload_activity').raw().all()).toEqual([
      [2, 0],
    ])
  })

  it('takes a source with its last workload, and no sooner', () => {
    const db = rawRecord()
    const [one, two] = [workloadAt(db, 'failed'), workloadAt(db, 'killed')]
    const sources = () => db.prepare('SELECT input_hash FROM workload_sources').pluck().all()
    change(db, one, 'deleted', {}, 'tidying')
    expect(sources()).toEqual([HASH])
    change(db, two, 'deleted', {}, 'tidying')
    expect(sources()).toEqual([])
  })

  it('leaves history and logs to be purged, and says of whom; that of others cannot be asked for', () => {
    const db = rawRecord()
    const [id, other] = [workloadAt(db, 'failed'), workloadAt(db, 'failed')]
    change(db, id, 'deleted', {}, 'tidying')
    expect(db.prepare('SELECT * FROM pending_purges').raw().all()).toEqual([[id, 0]])
    expect(() => insert(db, 'pending_purges', { workload_id: other })).toThrow('isola: only what a deleted')
  })

  it('is not undone by a workload under the same id before all is purged', () => {
    const db = rawRecord()
    const id = workloadAt(db, 'failed')
    change(db, id, 'deleted', {}, 'tidying')
    expect(() => insertWorkload(db, { id, created_at: START })).toThrow('isola: a workload is not replaced')
  })

  it('writes as much for a workload with a long history as for one with a short one', () => {
    const db = rawRecord()
    // The third keeps their source.
    const [short, long] = [workloadAt(db, 'failed'), workloadAt(db, 'failed'), workloadAt(db, 'failed')]
    for (let n = 0; n < 1_000; n++) change(db, long, 'amended', { exit_code: n }, 'again')
    const changes = () => db.prepare('SELECT total_changes()').pluck().all()[0] as number
    const [costOfShort, costOfLong] = [short, long].map((id) => {
      const before = changes()
      change(db, id, 'deleted', {}, 'tidying')
      return changes() - before
    })
    expect(costOfLong).toBe(costOfShort)
  })
})

describe('a source', () => {
  it('never changes, and is not deleted while a workload needs it', () => {
    const db = rawRecord()
    insertWorkload(db)
    expect(() => db.exec(`UPDATE workload_sources SET code = 'forged'`)).toThrow(
      'isola: a source never changes',
    )
    expect(() => db.exec('DELETE FROM workload_sources')).toThrow('FOREIGN KEY')
    const anew =
      'INSERT OR REPLACE INTO workload_sources (input_hash, bytes) SELECT input_hash, 1 FROM workload_sources'
    expect(() => db.exec(anew)).toThrow('FOREIGN KEY')
  })
})
