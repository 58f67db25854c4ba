import type { ExecutionGroup } from './group.ts'

/** One workload that writes as fast as it can, until every line is on disk. */
export const logs: ExecutionGroup = {
  name: 'logs',
  async measure({ client }, { quick }) {
    const count = quick ? 100 : 100_000
    const outcome = await client.run({
      runtime: 'node',
      isolation: 'isolate',
      // In a function: what a script prints is its output too, which is bounded.
      code: `export default () => { for (let i = 0; i < ${count}; i++) console.log('line ' + i + ' of a log that somebody may read') }`,
      timeoutSeconds: 600,
    })
    const { startedAt, finishedAt, logsTruncated } = outcome.workload
    if (outcome.status !== 'completed' || logsTruncated)
      throw new Error(`The log is not whole: ${outcome.status}`)
    const seconds = (Date.parse(finishedAt ?? '') - Date.parse(startedAt ?? '')) / 1_000
    return [{ name: 'log lines of one workload, recorded', size: null, value: count / seconds, unit: '/s' }]
  },
}
