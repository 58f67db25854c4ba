import { LIMITS } from '@isola/domain'
import { expect, it } from 'vitest'
import { nextSlice } from './next-slice.ts'
import { LaneDatabase } from './sqlite/lane-database.ts'
import { ACTOR, insert, rawRecord } from './testing/raw-record.ts'

const ID = '01M8MKVZVYN4NK59PY14GETZW3'

function logOf(lines: string[]): LaneDatabase {
  const db = rawRecord()
  const fill = db.transaction(() => {
    for (const [seq, line] of lines.entries())
      insert(db, 'log_lines', { workload_id: ID, seq, stream: 'stdout', at: 1_000 + seq, line })
  })
  fill()
  return new LaneDatabase(db)
}

it('a job that removes lines takes no more than 500, and no more than a mebibyte', () => {
  const short = logOf(Array.from({ length: 700 }, () => 'short'))
  expect(nextSlice(short, 'log_lines', ID, -1)).toEqual({ last: 499, old: 0 })
  expect(nextSlice(short, 'log_lines', ID, 499)).toEqual({ last: 699, old: 0 })
  expect(nextSlice(short, 'log_lines', ID, 699)).toEqual({ last: null, old: 0 })
  const line = 'é'.repeat(LIMITS.logLineBytes / 2)
  const long = logOf(Array.from({ length: 40 }, () => line))
  expect(nextSlice(long, 'log_lines', ID, -1)).toEqual({ last: 15, old: 0 })
  expect(nextSlice(long, 'log_lines', ID, 15)).toEqual({ last: 31, old: 0 })
  expect(nextSlice(long, 'log_lines', ID, 31)).toEqual({ last: 39, old: 0 })
})

it('the lines of a job that are older than asked are counted', () => {
  const log = logOf(Array.from({ length: 10 }, () => 'short'))
  expect(nextSlice(log, 'log_lines', ID, -1, 1_004)).toEqual({ last: 9, old: 4 })
  expect(nextSlice(log, 'log_lines', ID, 2, 1_004)).toEqual({ last: 9, old: 1 })
})

it('a job that blanks history takes no more than 500 events, and no more than a mebibyte of values', () => {
  const db = rawRecord()
  const events = (changes: (string | null)[]) => {
    const [before] = db.prepare('SELECT ifnull(max(seq), 0) FROM workload_events').pluck().all() as number[]
    for (const value of changes)
      insert(db, 'workload_events', { workload_id: ID, kind: 'updated', actor: ACTOR, changes: value, at: 1 })
    return before ?? 0
  }
  const lane = new LaneDatabase(db)
  events(Array.from({ length: 600 }, () => null))
  expect(nextSlice(lane, 'workload_events', ID, 0)).toEqual({ last: 500, old: 0 })
  const after = events(Array.from({ length: 20 }, () => JSON.stringify({ error: 'x'.repeat(131_072) })))
  expect(nextSlice(lane, 'workload_events', ID, after)).toEqual({ last: after + 8, old: 0 })
})
