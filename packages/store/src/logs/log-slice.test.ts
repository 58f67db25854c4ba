import { LIMITS } from '@isola/domain'
import { expect, it } from 'vitest'
import { LaneDatabase } from '../sqlite/lane-database.ts'
import { insert, rawRecord } from '../testing/raw-record.ts'
import { nextSlice } from './log-slice.ts'

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
  expect(nextSlice(short, ID, -1, 0)).toEqual({ last: 499, old: 0 })
  expect(nextSlice(short, ID, 499, 0)).toEqual({ last: 699, old: 0 })
  expect(nextSlice(short, ID, 699, 0)).toEqual({ last: null, old: 0 })
  const line = 'é'.repeat(LIMITS.logLineBytes / 2)
  const long = logOf(Array.from({ length: 40 }, () => line))
  expect(nextSlice(long, ID, -1, 0)).toEqual({ last: 15, old: 0 })
  expect(nextSlice(long, ID, 15, 0)).toEqual({ last: 31, old: 0 })
  expect(nextSlice(long, ID, 31, 0)).toEqual({ last: 39, old: 0 })
})

it('the lines of a job that are older than asked are counted', () => {
  const log = logOf(Array.from({ length: 10 }, () => 'short'))
  expect(nextSlice(log, ID, -1, 1_004)).toEqual({ last: 9, old: 4 })
  expect(nextSlice(log, ID, 2, 1_004)).toEqual({ last: 9, old: 1 })
})
