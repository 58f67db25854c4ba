import type { Cause } from '@isola/client'
import { KINDS, type Kind } from './kinds.ts'
import { Random } from './random.ts'

/** What is to happen to one workload. */
export interface Plan {
  kind: Kind
  number: number
  createdAt: number
  queuedMs: number
  durationMs: number
  end: 'completed' | 'failed' | 'killed' | 'running' | 'pending'
  cause: Cause | null
  error: string | null
  logLines: number
  /** What somebody does about it afterwards. */
  afterwards: 'retry' | 'override' | 'amend' | 'note' | null
}

const DAY = 24 * 3_600_000
const WEEK = 7 * DAY
/** Of the last minutes some are still under way. */
const UNDER_WAY_MS = 4 * 60_000
/** On the fourth day something broke for three hours. */
const OUTAGE = { from: 3.6 * DAY, to: 3.725 * DAY, failsOften: 55 }
const LONG_LOG = 5_000

/** A week of work that ends now, in the order of its creation; busy by day, calm by night. */
export function planWeek(count: number, seed: number, now: number): Plan[] {
  const random = new Random(seed)
  // The last few minutes are always busy, so that there is something to watch.
  const offsets = [
    ...Array.from({ length: count }, () => offsetOf(random)),
    ...Array.from({ length: 12 }, () => WEEK - 1_000 - random.next() * UNDER_WAY_MS),
  ].sort((a, b) => a - b)
  return offsets.map((offset, number) => planOne(random, number, offset, now))
}

function offsetOf(random: Random): number {
  for (;;) {
    const offset = random.next() * WEEK
    const hour = (offset % DAY) / 3_600_000
    const busy = 0.35 + 0.65 * Math.max(0, Math.sin(((hour - 6) / 24) * 2 * Math.PI))
    if (random.next() < busy) return offset
  }
}

function planOne(random: Random, number: number, offset: number, now: number): Plan {
  const kind = random.pick(KINDS)
  const durationMs = Math.round(random.logNormal(kind.medianMs, 0.7))
  const queuedMs = Math.round(random.logNormal(60, 0.8))
  const createdAt = now - WEEK + offset
  const outage = offset >= OUTAGE.from && offset < OUTAGE.to
  const end = endOf(random, kind, outage, now - createdAt, queuedMs + durationMs)
  const [cause, error] = end === 'failed' ? failureOf(random, kind, outage) : [null, null]
  return {
    kind,
    number,
    createdAt: Math.floor(createdAt),
    queuedMs,
    durationMs,
    end,
    cause,
    error,
    logLines: number === 0 ? LONG_LOG : random.below(100) < 15 ? 3 + random.below(40) : 0,
    afterwards: afterwardsOf(random, end),
  }
}

function endOf(random: Random, kind: Kind, outage: boolean, ageMs: number, neededMs: number): Plan['end'] {
  if (ageMs < neededMs || ageMs < UNDER_WAY_MS) return random.below(4) === 0 ? 'pending' : 'running'
  const draw = random.below(100)
  if (draw < (outage ? OUTAGE.failsOften : kind.failsOften)) return 'failed'
  return draw === 99 ? 'killed' : 'completed'
}

function failureOf(random: Random, kind: Kind, outage: boolean): [Cause, string] {
  if (outage) return ['lost', 'runner newt stopped answering']
  const draw = random.below(10)
  if (draw === 0) return ['timeout', 'the limit of 60 s passed']
  if (draw === 1) return ['memory', 'the limit of 256 MB passed']
  if (draw === 2) return ['signal', 'ended by SIGSEGV']
  return ['exit', random.pick(kind.errors)]
}

function afterwardsOf(random: Random, end: Plan['end']): Plan['afterwards'] {
  const draw = random.below(100)
  if (end === 'failed') return draw < 1 ? 'retry' : draw < 14 ? 'override' : draw < 20 ? 'note' : null
  if (end === 'completed') return draw === 0 ? 'amend' : null
  return null
}
