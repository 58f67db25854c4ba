import { readdirSync, readFileSync } from 'node:fs'
import { setTimeout } from 'node:timers/promises'
import type { Figure } from '../figure.ts'
import type { ExecutionGroup } from './group.ts'

const SLEEP = {
  node: 'export default () => new Promise((resolve) => setTimeout(resolve, 600_000))',
  python: 'import time\ndef main(input):\n    time.sleep(600)',
}
const SETTLED_MS = 2_000

/** The server, an idle runner, and what each of a few workloads that only wait adds to them, shared pages in parts. */
export const memory: ExecutionGroup = {
  name: 'memory',
  async measure({ client, server, programs, capacity, runnerPid }) {
    await setTimeout(SETTLED_MS)
    const idle = bytesOf([runnerPid()])
    const figures: Figure[] = [
      { name: 'server, idle after the above', size: null, value: server.residentBytes() / 1e6, unit: 'MB' },
      { name: 'runner, idle', size: null, value: idle / 1e6, unit: 'MB' },
    ]
    for (const { name, runtime, isolation } of programs) {
      const ids = await Promise.all(
        Array.from({ length: capacity }, async () => {
          const input = { runtime, isolation, code: SLEEP[runtime], timeoutSeconds: 600 }
          return (await client.workload.create.mutate(input)).id
        }),
      )
      while ((await client.stats.summary.query()).byStatus.running < capacity) await setTimeout(50)
      await setTimeout(SETTLED_MS)
      const beyond = bytesOf(descendantsOf(runnerPid()))
      figures.push({
        name: `${name}: one that waits`,
        size: null,
        value: beyond / capacity / 1e6,
        unit: 'MB',
      })
      await Promise.all(ids.map((id) => client.workload.kill.mutate({ id })))
      await Promise.all(ids.map((id) => client.waitForWorkload(id)))
    }
    return figures
  },
}

/** A page that several share counts for each of them in part: as it is once for all. */
const bytesOf = (pids: number[]): number =>
  pids.reduce((sum, pid) => {
    const rollup = readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8')
    return sum + Number(/^Pss:\s+(\d+)/m.exec(rollup)?.[1] ?? 0) * 1_024
  }, 0)

function descendantsOf(pid: number): number[] {
  const children = readdirSync(`/proc/${pid}/task`).flatMap((task) =>
    readFileSync(`/proc/${pid}/task/${task}/children`, 'utf8').split(' ').filter(Boolean).map(Number),
  )
  return children.flatMap((child) => [child, ...descendantsOf(child)])
}
