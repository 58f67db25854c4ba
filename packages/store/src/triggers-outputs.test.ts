/** What holds of outputs whoever writes: the body a workload refers to is there, is its own, and is as long as it says. */
import type Database from 'better-sqlite3'
import { describe, expect, it } from 'vitest'
import { change, insert, rawRecord, rowOf, update, workloadAt } from './testing/raw-record.ts'

const LENGTH = 'isola: an output changes with its description'

function addBody(db: Database.Database, workload: string, body: Buffer): number {
  insert(db, 'workload_outputs', { workload_id: workload, body })
  return db.prepare('SELECT max(id) FROM workload_outputs').pluck().all()[0] as number
}

const infoOf = (bytes: number, more = {}) => JSON.stringify({ bytes, truncated: false, ...more })

/** A running workload with an output of three bytes. */
function withOutput(db: Database.Database) {
  const id = workloadAt(db, 'running')
  const body = addBody(db, id, Buffer.from('abc'))
  change(db, id, 'updated', { output_id: body, output_info: infoOf(3) })
  return { id, body }
}

const bodies = (db: Database.Database) => db.prepare('SELECT id FROM workload_outputs').pluck().all()

describe('an output', () => {
  it('is refused without a body, with one of another length, and with one of another workload', () => {
    const db = rawRecord()
    const [id, other] = [workloadAt(db, 'running'), workloadAt(db, 'running')]
    const [own, foreign] = [addBody(db, id, Buffer.from('abc')), addBody(db, other, Buffer.from('abc'))]
    for (const columns of [
      { output_id: 99, output_info: infoOf(3) },
      { output_id: foreign, output_info: infoOf(3) },
      { output_id: own, output_info: infoOf(2) },
      { output_id: own, output_info: infoOf(4) },
      { output_id: own, output_info: infoOf(2, { truncated: true }) },
      { output_id: own, output_info: '{}' },
      { output_id: own },
      { output_info: infoOf(3) },
    ]) {
      expect(() => change(db, id, 'updated', columns), JSON.stringify(columns)).toThrow(LENGTH)
    }
    change(db, id, 'updated', { output_id: own, output_info: infoOf(9, { truncated: true }) })
    expect(rowOf(db, id).output_id).toBe(own)
  })

  it('changes with the next revision alone, and never without its description', () => {
    const db = rawRecord()
    const { id, body } = withOutput(db)
    const next = addBody(db, id, Buffer.from('xyz'))
    const before = rowOf(db, id)
    const audited = 'isola: a change needs'
    expect(() => update(db, id, { output_id: next, output_info: infoOf(3, { sha256: 'x' }) })).toThrow(
      audited,
    )
    expect(() => update(db, id, { output_id: null, output_info: null })).toThrow(audited)
    expect(() => change(db, id, 'updated', { output_id: next })).toThrow(LENGTH)
    expect(() => change(db, id, 'updated', { output_info: infoOf(3, { sha256: 'x' }) })).toThrow(LENGTH)
    expect(rowOf(db, id)).toEqual(before)
    expect(bodies(db)).toEqual([body, next])
  })

  it('takes its body with it, when another takes its place and when there is none any more', () => {
    const db = rawRecord()
    const { id } = withOutput(db)
    const next = addBody(db, id, Buffer.from('wxyz'))
    change(db, id, 'updated', { output_id: next, output_info: infoOf(4) })
    expect(bodies(db)).toEqual([next])
    change(db, id, 'updated', { output_id: null, output_info: null })
    expect(bodies(db)).toEqual([])
  })

  it('goes with its workload, and that of others stays', () => {
    const db = rawRecord()
    const [{ id }, kept] = [withOutput(db), withOutput(db)]
    change(db, id, 'transitioned', {
      status: 'killed',
      cause: 'operator',
      finished_at: rowOf(db, id).started_at ?? 0,
    })
    change(db, id, 'deleted', {}, 'tidying')
    expect(bodies(db)).toEqual([kept.body])
  })

  it('has a body that cannot be changed, replaced, moved or deleted', () => {
    const db = rawRecord()
    const { id, body } = withOutput(db)
    const unused = addBody(db, id, Buffer.from('xyz'))
    const before = db.prepare('SELECT * FROM workload_outputs').all()
    for (const [sql, refusal] of [
      [`UPDATE workload_outputs SET body = x'787878'`, 'never changes'],
      ['UPDATE workload_outputs SET body = body', 'never changes'],
      [`UPDATE OR REPLACE workload_outputs SET id = ${body} WHERE id = ${unused}`, 'never changes'],
      [`UPDATE workload_outputs SET rowid = 50 WHERE id = ${unused}`, 'never changes'],
      [`INSERT OR REPLACE INTO workload_outputs VALUES (${body}, '${id}', x'787878')`, 'is not replaced'],
      [
        `INSERT OR REPLACE INTO workload_outputs (rowid, workload_id, body) VALUES (${body}, '${id}', x'')`,
        'is not replaced',
      ],
      ['DELETE FROM workload_outputs', 'goes when its workload'],
    ] as const) {
      expect(() => db.exec(sql), sql).toThrow(`isola: an output ${refusal}`)
    }
    expect(db.prepare('SELECT * FROM workload_outputs').all()).toEqual(before)
  })
})
