import type { NewWorkload, ReplayStats, ReplayTarget } from './port.ts'
import type { Trace, TraceJob } from './read-swf.ts'

export interface ReplayOptions {
  /** Calls under way at once; the steps of one workload stay in order. */
  callers?: number
  /** Moments, in milliseconds: the record is looked at when all that happened until then is in it. */
  snapshotTimes?: number[]
}

export interface ReplayResult {
  calls: Record<StepKind, number>
  /** When the first and the last step happened; null of an empty trace. */
  firstAt: number | null
  lastAt: number | null
  snapshots: { at: number; stats: ReplayStats }[]
  final: ReplayStats
}

/** Also the order of steps of one moment: a workload may be created, start and end within the same second. */
const STEP_KINDS = ['create', 'start', 'finish'] as const
type StepKind = (typeof STEP_KINDS)[number]

interface Step {
  at: number
  kind: StepKind
  job: TraceJob
}

/** Tells the target what happened, in the order of time; ties by kind of step, then by line. */
export async function replay(
  trace: Trace,
  target: ReplayTarget,
  { callers = 1, snapshotTimes = [] }: ReplayOptions = {},
): Promise<ReplayResult> {
  const steps = stepsOf(trace)
  const calls = { create: 0, start: 0, finish: 0 }
  const ids = new Map<TraceJob, Promise<string>>()
  const take = async (step: Step) => {
    // A step waits for the one before it: the promise of an id is replaced by one that also waits for this step.
    const done = tell(target, step, ids.get(step.job))
    ids.set(step.job, done)
    await done
    calls[step.kind] += 1
  }
  const snapshots: ReplayResult['snapshots'] = []
  let next = 0
  for (const at of snapshotTimes.toSorted((a, b) => a - b)) {
    const from = next
    while ((steps[next]?.at ?? Number.POSITIVE_INFINITY) <= at) next += 1
    await inParallel(steps.slice(from, next), callers, take)
    snapshots.push({ at, stats: await target.stats() })
  }
  await inParallel(steps.slice(next), callers, take)
  return {
    calls,
    firstAt: steps[0]?.at ?? null,
    lastAt: steps.at(-1)?.at ?? null,
    snapshots,
    final: await target.stats(),
  }
}

function stepsOf({ jobs }: Trace): Step[] {
  const steps = jobs.flatMap((job): Step[] => [
    { at: job.createdAt, kind: 'create', job },
    ...(job.startedAt === null ? [] : [{ at: job.startedAt, kind: 'start' as const, job }]),
    ...(job.end === null ? [] : [{ at: job.end.at, kind: 'finish' as const, job }]),
  ])
  const rank = ({ kind }: Step) => STEP_KINDS.indexOf(kind)
  return steps.sort((a, b) => a.at - b.at || rank(a) - rank(b) || a.job.line - b.job.line)
}

async function tell(
  target: ReplayTarget,
  { kind, at, job }: Step,
  earlier: Promise<string> | undefined,
): Promise<string> {
  if (kind === 'create') return target.create(newWorkload(job))
  const id = await earlier
  if (id === undefined) throw new Error(`The job of line ${job.line} has a ${kind} before its creation`)
  if (kind === 'start') await target.start(id, at)
  else if (job.end)
    await target.finish(id, { status: job.end.status, finishedAt: at, durationMs: job.durationMs })
  return id
}

const newWorkload = (job: TraceJob): NewWorkload => ({
  createdAt: job.createdAt,
  nodeId: job.partition,
  cpuLimit: job.processors,
  timeoutSeconds: job.requestedSeconds,
})

/** Takes items in their order, `width` at a time; rejects with the first failure once what is under way has ended. */
async function inParallel<Item>(items: Item[], width: number, take: (item: Item) => Promise<void>) {
  let next = 0
  const caller = async () => {
    for (let item = items[next++]; item !== undefined; item = items[next++]) {
      try {
        await take(item)
      } catch (error) {
        next = items.length
        throw error
      }
    }
  }
  const ends = await Promise.allSettled(Array.from({ length: width }, caller))
  const failure = ends.find((end) => end.status === 'rejected')
  if (failure) throw failure.reason
}
