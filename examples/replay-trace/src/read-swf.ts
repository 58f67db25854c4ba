/**
 * Reads the Standard Workload Format of the Parallel Workloads Archive: a header of `;` comments, then one job a line in
 * eighteen numbers, −1 for what is not known.
 * https://www.cs.huji.ac.il/labs/parallel/workload/swf.html
 */

export interface Trace {
  jobs: TraceJob[]
  /** Lines of status 2, 3 and 4: bursts of a job that has a line of its own; the format asks to leave them out. */
  burstsSkipped: number
}

/** Times are milliseconds since 1970; null is what the log does not know. */
export interface TraceJob {
  /** Its line in the file, from 1: what tells jobs apart, as numbers may repeat. */
  line: number
  createdAt: number
  /** Null when it ended without having run, or is not known to have started. */
  startedAt: number | null
  end: { status: 'completed' | 'failed' | 'killed'; at: number } | null
  durationMs: number | null
  partition: string | null
  processors: number | null
  requestedSeconds: number | null
}

const FIELDS = 18
const START = /^;\s*UnixStartTime:\s*(\S*)/i

export class TraceError extends Error {
  constructor(line: number, problem: string) {
    super(`line ${line}: ${problem}`)
    this.name = 'TraceError'
  }
}

/** @throws TraceError that names the line */
export function readSwf(text: string): Trace {
  let startMs: number | null = null
  let burstsSkipped = 0
  const jobs: TraceJob[] = []
  for (const [index, raw] of text.split(/\r?\n/).entries()) {
    const line = index + 1
    const content = raw.trim()
    if (content.startsWith(';')) startMs ??= startTime(content, line)
    else if (content !== '') {
      if (startMs === null) throw new TraceError(line, 'a job before the header has given UnixStartTime')
      const job = readJob(content, line, startMs)
      if (job) jobs.push(job)
      else burstsSkipped += 1
    }
  }
  return { jobs, burstsSkipped }
}

function startTime(comment: string, line: number): number | null {
  const [, value] = START.exec(comment) ?? []
  if (value === undefined) return null
  if (!/^\d+$/.test(value)) throw new TraceError(line, `UnixStartTime is not a number of seconds: "${value}"`)
  return Number(value) * 1000
}

function readJob(content: string, line: number, startMs: number): TraceJob | null {
  const fields = content.split(/\s+/)
  if (fields.length !== FIELDS) {
    throw new TraceError(line, `a job has ${FIELDS} fields, this line has ${fields.length}`)
  }
  const field = (position: number, name: string): number | null => {
    const value = Number(fields[position - 1])
    if (!Number.isFinite(value)) {
      throw new TraceError(line, `field ${position} (${name}) is not a number: "${fields[position - 1]}"`)
    }
    return value < 0 ? null : value
  }
  const submit = field(2, 'submit time')
  if (submit === null) throw new TraceError(line, 'field 2 (submit time) is not known')
  const wait = field(3, 'wait time')
  const run = field(4, 'run time')
  const status = statusOf(field(11, 'status'), line)
  if (status === 'burst') return null
  return {
    line,
    ...courseOf(startMs + toMs(submit), wait, run, status),
    partition: field(16, 'partition')?.toString() ?? null,
    processors: field(5, 'processors') || null,
    requestedSeconds: field(9, 'requested time') || null,
  }
}

type Status = 'completed' | 'failed' | 'killed' | 'running'

function statusOf(status: number | null, line: number): Status | 'burst' {
  switch (status) {
    case null:
      return 'running'
    case 0:
      return 'failed'
    case 1:
      return 'completed'
    case 5:
      return 'killed'
    case 2:
    case 3:
    case 4:
      return 'burst'
    default:
      throw new TraceError(line, `field 11 (status) is ${status}; −1 to 5 are known`)
  }
}

type Course = Pick<TraceJob, 'createdAt' | 'startedAt' | 'end' | 'durationMs'>

/** A wait that is not known counts as none, so that what ran has a start. */
function courseOf(createdAt: number, wait: number | null, run: number | null, status: Status): Course {
  const afterWait = createdAt + toMs(wait ?? 0)
  if (status === 'running') {
    return { createdAt, startedAt: wait === null ? null : afterWait, end: null, durationMs: null }
  }
  // What failed or was killed and has no run time never started. What completed did, for nobody knows how long.
  const started = run !== null || status === 'completed'
  return {
    createdAt,
    startedAt: started ? afterWait : null,
    end: { status, at: afterWait + toMs(run ?? 0) },
    durationMs: run === null ? null : toMs(run),
  }
}

const toMs = (seconds: number): number => Math.round(seconds * 1000)
