import { fork } from 'node:child_process'
import { throughput } from '../measure.ts'
import type { LoadGroup } from './group.ts'
import { createHeld, queryUrl, untilWaiting } from './requests.ts'
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
    const url = queryUrl(subject, 'workload.wait', { id, timeoutSeconds: 55 })
    const holder = fork(new URL('./hold-waits.ts', import.meta.url), [url, subject.key, String(WAITS)])
    // An earlier server counts them among the subscribers to changes, which they were.
    const during = await untilWaiting(subject, ['wait', 'changes'], WAITS)
      .then(() => creates(subject))
      .finally(() => holder.kill())
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
