import { LIMITS } from '@isola/domain'
import { expect, it } from 'vitest'
import { insert, rawRecord } from '../testing/raw-record.ts'
import { LaneDatabase } from './lane-database.ts'
import { nextSlice, SLICE_ROWS } from './next-slice.ts'

const ID = '01M8MKVZVYN4NK59PY14GETZW3'
const AHEAD = `
  SELECT seq, octet_length(line) AS bytes FROM log_lines WHERE workload_id = ? AND seq > ? ORDER BY seq LIMIT ${SLICE_ROWS}`

function logOf(lines: string[]): LaneDatabase {
  const db = rawRecord()
  const fill = db.transaction(() => {
    for (const [seq, line] of lines.entries())
      insert(db, 'log_lines', { workload_id: ID, seq, stream: 'stdout', at: 1_000 + seq, line })
  })
  fill()
  return new LaneDatabase(db)
}

const lastAfter = (db: LaneDatabase, seq: number) => nextSlice(db, AHEAD, [ID, seq]).at(-1)?.seq

it('a slice takes no more than 500 rows, and ends with the row that reaches one mebibyte', () => {
  const short = logOf(Array.from({ length: 700 }, () => 'short'))
  expect([-1, 499, 699].map((seq) => lastAfter(short, seq))).toEqual([499, 699, undefined])
  const line = 'é'.repeat(LIMITS.logLineBytes / 2)
  const long = logOf(Array.from({ length: 40 }, () => line))
  expect([-1, 15, 31].map((seq) => lastAfter(long, seq))).toEqual([15, 31, 39])
})
