import type { Figure } from '../figure.ts'
import { median } from '../measure.ts'
import { type ChildReport, measureChild } from '../process/measure-child.ts'
import type { Group, Setting } from './group.ts'

const MB = 1_000_000

/** Start-up and memory, each time in a process of its own. */
export const processCosts: Group = {
  name: 'process',
  writes: true,
  async measure({ options, size, copy }: Setting): Promise<Figure[]> {
    const file = copy('process')
    const reports: ChildReport[] = []
    for (let round = 0; round < (options.quick ? 1 : 3); round++) {
      reports.push(await measureChild(file, options.sharedOperations))
    }
    const of = (key: 'openedMs' | 'idleBytes' | 'busyBytes') => median(reports.map((report) => report[key]))
    return [
      {
        name: 'start of the process to the first answer',
        size,
        value: of('openedMs') / 1_000,
        unit: 's',
        target: { of: 'value', atMost: 2 },
      },
      { name: 'memory when opened', size, value: of('idleBytes') / MB, unit: 'MB' },
      {
        name: 'memory after writes, pages, activity and a search',
        size,
        value: of('busyBytes') / MB,
        unit: 'MB',
      },
    ]
  },
}
