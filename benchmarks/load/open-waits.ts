import { throughput } from '../measure.ts'
import type { LoadGroup } from './group.ts'
import { ask, createHeld, queryUrl, untilWaiting } from './requests.ts'
import type { Subject } from './subject.ts'

const WAITS = 2_000
const CREATES = 2_000
const CALLERS = 64

/** Creations while many calls wait for a workload that none of them concerns. */
export const openWaits: LoadGroup = {
  name: 'waits',
  rows: 0,
  async measure(subject) {
    const id = await createHeld(subject)
    await creates(subject)
    const without = await creates(subject)
    const leaving = new AbortController()
    const url = queryUrl(subject, 'workload.wait', { id, timeoutSeconds: 55 })
    const waits = Array.from({ length: WAITS }, () =>
      ask(url, { key: subject.key, signal: leaving.signal, waits: true }),
    )
    // An earlier server counts them among the subscribers to changes, which they were.
    await untilWaiting(subject, ['wait', 'changes'], WAITS)
    const during = await creates(subject)
    leaving.abort()
    await Promise.all(waits)
    return [
      { name: 'workload.create over HTTP, 64 callers, nobody waits', value: without, unit: '/s' },
      { name: 'the same while 2,000 calls wait for another workload', value: during, unit: '/s' },
      {
        name: 'the latter as a share of the former',
        value: during / without,
        unit: '×',
        target: { of: 'value', atLeast: 0.9 },
      },
    ]
  },
}

const creates = (subject: Subject): Promise<number> =>
  throughput(
    Array.from({ length: CREATES }, () => () => createHeld(subject)),
    CALLERS,
  )
