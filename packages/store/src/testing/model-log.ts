/** Log lines: numbered by their writer, stored once, however often they are sent. */
import { type LogLine, type LogLinesInput, toMs, toTimestamp } from '@isola/domain'
import { checkMayReport } from './model-rules.ts'
import {
  type CallOf,
  type Change,
  type Model,
  type ModelRow,
  type Moment,
  Refused,
  refuseFields,
  rowOf,
  withRow,
} from './model-state.ts'

export function appendLogLines(
  model: Model,
  [id, lines, actor]: CallOf<'appendLogLines'>['args'],
  { now }: Moment,
): Change {
  const row = rowOf(model, id)
  checkMayReport(row.workload, actor)
  if (!row.workload.hold) throw new Refused({ code: 'FORBIDDEN' })
  return storeLines(model, row, lines, now)
}

export function storeLines(model: Model, row: ModelRow, lines: LogLinesInput, now: number): Change {
  const known = new Map(row.log.map((line) => [line.seq, line]))
  const answer = { accepted: 0, repeated: 0 }
  let bytes = 0
  const unequal: string[] = []
  for (const [index, { seq, stream, line, at }] of lines.entries()) {
    const stored = known.get(seq)
    const time = at === undefined ? undefined : toTimestamp(toMs(at))
    if (!stored) {
      known.set(seq, { seq, stream, line, at: time ?? toTimestamp(now) })
      answer.accepted++
      bytes += Buffer.byteLength(line)
    } else if (stored.stream === stream && stored.line === line && (time ?? stored.at) === stored.at) {
      answer.repeated++
    } else unequal.push(`lines.${index}.seq`)
  }
  refuseFields(unequal)
  const log = [...known.values()].sort((a: LogLine, b: LogLine) => a.seq - b.seq)
  const workload = { ...row.workload, logBytes: row.workload.logBytes + bytes }
  return { model: withRow(model, { ...row, workload, log }), answer }
}
