/** What verify() finds in a file that somebody has tampered with, and what rebuildStats() makes good. */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { describe, expect, it } from 'vitest'
import { openStore } from '../open-store.ts'
import { admin, TestClock, workloadIn } from '../testing/fixtures.ts'
import { makeVariedWorkloads } from '../testing/varied-workloads.ts'

const tamperedTest = it
  .extend('clock', () => new TestClock())
  .extend('folder', async ({ clock: _ }, { onCleanup }) => {
    const folder = await mkdtemp(join(tmpdir(), 'isola-verify-'))
    onCleanup(() => rm(folder, { recursive: true }))
    return folder
  })
  .extend('store', async ({ clock, folder }, { onCleanup }) => {
    const store = await openStore({ url: `file:${join(folder, 'isola.db')}`, clock })
    onCleanup(() => store.close())
    await makeVariedWorkloads(store, clock)
    const { id } = await workloadIn(store, 'running')
    const output = { contentType: 'text/plain', encoding: 'utf8', data: 'done' } as const
    await store.updateWorkload(id, { status: 'completed', output }, admin)
    return store
  })
  .extend('tamper', ({ store: _, folder }) => (sql: string) => {
    const db = new Database(join(folder, 'isola.db'))
    db.pragma('foreign_keys = OFF')
    const guards = db.prepare(`SELECT name FROM sqlite_schema WHERE type = 'trigger'`).pluck().all()
    for (const guard of guards) db.exec(`DROP TRIGGER ${String(guard)}`)
    db.exec(sql)
    db.close()
  })

/** What is done to an aggregate, and how verify() complains of it. */
const HARMED: [sql: string, complaint: RegExp][] = [
  [
    `UPDATE workload_counters SET count = count + 1 WHERE status = 'failed'`,
    /^workload_counters holds .*"status":"failed"/,
  ],
  [
    `UPDATE workload_counters SET duration_sum = duration_sum + 1 WHERE status = 'killed'`,
    /^workload_counters holds .*"status":"killed"/,
  ],
  [`DELETE FROM workload_counters WHERE status = 'running'`, /^workload_counters lacks .*"status":"running"/],
  [
    `INSERT INTO workload_counters VALUES ('failed', 'x', 'x', 'x', 1, 0, 0)`,
    /^workload_counters holds .*"cause":"x"/,
  ],
  [
    'UPDATE workload_activity SET created = created + 1 WHERE span_minutes = 1',
    /^workload_activity holds .*"span_minutes":1,/,
  ],
  [
    'UPDATE workload_activity SET killed = killed + 1 WHERE span_minutes = 60',
    /^workload_activity holds .*"span_minutes":60,/,
  ],
  [
    'UPDATE duration_histogram SET count = count + 1 WHERE span_hours = 0',
    /^duration_histogram holds .*"span_hours":0,/,
  ],
  ['DELETE FROM duration_histogram WHERE span_hours = 24', /^duration_histogram lacks .*"span_hours":24,/],
  [`DELETE FROM workload_labels WHERE value = 'red'`, /^workload_labels lacks .*"red"/],
  [`INSERT INTO workload_labels VALUES ('team', 'green', 'x')`, /^workload_labels holds .*"green"/],
]

describe('verify', () => {
  tamperedTest(
    'finds whatever is wrong with an aggregate, and rebuildStats repairs it',
    async ({ store, tamper }) => {
      const before = [await store.getWorkloadStats(), await store.getDurations()]
      tamper(HARMED.map(([sql]) => sql).join(';'))
      const { problems } = await store.verify()
      for (const [, complaint] of HARMED) {
        expect(problems).toContainEqual(expect.stringMatching(complaint))
      }
      await store.rebuildStats()
      expect((await store.verify()).problems).toEqual([])
      expect([await store.getWorkloadStats(), await store.getDurations()]).toEqual(before)
    },
  )

  const disagree = /^workload \w{26} and its history disagree$/
  for (const [what, complaint, sql] of [
    [
      'a status that history does not end with',
      disagree,
      `UPDATE workloads SET status = 'failed', cause = 'operator' WHERE status = 'killed'`,
    ],
    [
      'a revision that no event speaks of',
      disagree,
      'UPDATE workloads SET revision = revision + 1, change_revision = revision + 1',
    ],
    ['a lost event', disagree, `DELETE FROM workload_events WHERE kind = 'updated'`],
    ['a lost output', /^workload \w{26} lacks the output that it describes$/, 'DELETE FROM workload_outputs'],
    [
      'an output of another length than is said',
      /^workload \w{26} lacks the output that it describes$/,
      `UPDATE workload_outputs SET body = x''`,
    ],
    [
      'an output that no workload has',
      /^workload_outputs holds one that workload x does not have$/,
      `INSERT INTO workload_outputs (workload_id, body) VALUES ('x', x'')`,
    ],
    [
      'values that a deleted workload left, and that nothing is going to blank',
      /^workload gone was deleted, and its values or log lines remain$/,
      `INSERT INTO workload_events (workload_id, kind, actor, reason, changes, at)
       VALUES ('gone', 'noted', '{}', 'x', '{}', 1); INSERT INTO pending_purges VALUES ('gone', 1000000)`,
    ],
    [
      'log lines that a deleted workload left, and that nothing is going to remove',
      /^workload gone was deleted, and its values or log lines remain$/,
      `INSERT INTO log_lines VALUES ('gone', 0, 'stdout', 1, 'x')`,
    ],
    ['a lost source', /^workloads has a row whose source is missing$/, 'DELETE FROM workload_sources'],
  ] as const) {
    tamperedTest(`finds ${what}`, async ({ store, tamper }) => {
      tamper(sql)
      const { problems } = await store.verify()
      expect(problems).toContainEqual(expect.stringMatching(complaint))
    })
  }
})
