import { CAUSES, ISOLATIONS, RUNTIMES, STATUSES, toTimestamp, type WorkloadFilter } from '@isola/domain'
import type Database from 'better-sqlite3'
import { ANCHOR } from '../seed/anchor.ts'

export interface ListCase {
  name: string
  filter: WorkloadFilter
  /** The same as SQL, to find where the ten-thousandth page begins. */
  where: string
}

const DAY_MS = 24 * 3_600_000
const among = (column: string, values: readonly string[]) =>
  `${column} IN (${values.map((value) => `'${value}'`).join(', ')})`

/** Every filter that an index leads, alone and with others, those that need the most cells included. */
export function listCases(db: Database.Database): ListCase[] {
  const value = (sql: string) => String(db.prepare(sql).pluck().all()[0])
  const id = value('SELECT id FROM workloads ORDER BY id LIMIT 1 OFFSET 100')
  const retryOf = value('SELECT retry_of FROM workloads WHERE retry_of IS NOT NULL LIMIT 1')
  const sourceId = value('SELECT source_id FROM workloads GROUP BY 1 ORDER BY count(*) DESC LIMIT 1')
  const inputHash = value(`SELECT lower(hex(input_hash)) FROM workload_sources WHERE id = ${sourceId}`)
  const release = value("SELECT value FROM workload_labels WHERE key = 'release' LIMIT 1")
  const [from, to] = [ANCHOR - 3 * DAY_MS, ANCHOR - DAY_MS]
  const range = { createdFrom: toTimestamp(from), createdTo: toTimestamp(to) }
  const inRange = `created_at >= ${from} AND created_at < ${to}`
  const labelled = (key: string, text: string) =>
    `id IN (SELECT workload_id FROM workload_labels WHERE key = '${key}' AND value = '${text}')`
  const team = { label: { key: 'team', value: 'billing' } }
  const butOne = {
    status: STATUSES.slice(1),
    isolation: ISOLATIONS.slice(1),
    runtime: RUNTIMES.slice(1),
  }
  const causes = CAUSES.slice(1)
  const rest = `${among('isolation', butOne.isolation)} AND ${among('runtime', butOne.runtime)}`
  return [
    { name: 'everything', filter: {}, where: 'true' },
    ...STATUSES.map((status) => ({
      name: status,
      filter: { status: [status] },
      where: `status = '${status}'`,
    })),
    ...(['exit', 'lost', 'operator'] as const).map((cause) => ({
      name: `cause ${cause}`,
      filter: { cause: [cause] },
      where: `cause = '${cause}'`,
    })),
    { name: 'one isolation', filter: { isolation: ['sandbox'] }, where: "isolation = 'sandbox'" },
    { name: 'one runtime', filter: { runtime: ['node'] }, where: "runtime = 'node'" },
    {
      name: 'status, isolation and runtime',
      filter: { status: ['completed'], isolation: ['isolate'], runtime: ['node'] },
      where: "status = 'completed' AND isolation = 'isolate' AND runtime = 'node'",
    },
    {
      name: 'two statuses',
      filter: { status: ['failed', 'killed'] },
      where: "status IN ('failed', 'killed')",
    },
    {
      name: 'cause, isolation and runtime',
      filter: { cause: ['timeout'], isolation: ['sandbox'], runtime: ['python'] },
      where: "cause = 'timeout' AND isolation = 'sandbox' AND runtime = 'python'",
    },
    {
      name: 'all but one status, isolation and runtime',
      filter: butOne,
      where: `${among('status', butOne.status)} AND ${rest}`,
    },
    {
      name: 'all but one cause, isolation and runtime',
      filter: { cause: causes, isolation: butOne.isolation, runtime: butOne.runtime },
      where: `${among('cause', causes)} AND ${rest}`,
    },
    { name: 'two days', filter: range, where: inRange },
    {
      name: 'two days and a status',
      filter: { ...range, status: ['completed'] },
      where: `${inRange} AND status = 'completed'`,
    },
    {
      name: 'two days, all but one status, isolation and runtime',
      filter: { ...range, ...butOne },
      where: `${inRange} AND ${among('status', butOne.status)} AND ${rest}`,
    },
    { name: 'a common label', filter: team, where: labelled('team', 'billing') },
    {
      name: 'a rare label',
      filter: { label: { key: 'release', value: release } },
      where: labelled('release', release),
    },
    {
      name: 'a label and two days',
      filter: { ...team, ...range },
      where: `${inRange} AND ${labelled('team', 'billing')}`,
    },
    {
      name: 'a label and a common status',
      filter: { ...team, status: ['completed'] },
      where: `status = 'completed' AND ${labelled('team', 'billing')}`,
    },
    {
      name: 'a label and a rare status',
      filter: { ...team, status: ['killed'] },
      where: `status = 'killed' AND ${labelled('team', 'billing')}`,
    },
    { name: 'input hash', filter: { inputHash }, where: `source_id = ${sourceId}` },
    {
      name: 'input hash and status',
      filter: { inputHash, status: ['completed'] },
      where: `source_id = ${sourceId} AND status = 'completed'`,
    },
    { name: 'retries of one', filter: { retryOf }, where: `retry_of = '${retryOf}'` },
    { name: 'one id', filter: { id }, where: `id = '${id}'` },
    {
      name: 'beginning of an id',
      filter: { idPrefix: id.slice(0, 5) },
      where: `id GLOB '${id.slice(0, 5)}*'`,
    },
  ]
}
