import { join } from 'node:path'
import { Mutex } from 'async-mutex'
import Database from 'better-sqlite3'
import { describe, expect, it, onTestFinished } from 'vitest'
import type { Announce, Commit, Effects } from '../commit.ts'
import type { LaneDatabase } from './lane-database.ts'
import { scratchFolder } from './migrate-testing.ts'
import { type LaneLimits, WriteLane } from './write-lane.ts'

/** A lane over a table of distinct numbers, and what is said on its connection. */
function openLane(limits: Partial<LaneLimits> = {}) {
  const file = join(scratchFolder(), 'lane.db')
  const said: string[] = []
  const db = new Database(file, { timeout: 0, verbose: (sql) => said.push(String(sql)) })
  const others = new Database(file)
  onTestFinished(() => {
    db.close()
    others.close()
  })
  db.pragma('journal_mode = WAL')
  db.exec('CREATE TABLE numbers (n INTEGER NOT NULL UNIQUE)')
  db.exec('CREATE TABLE parents (id INTEGER PRIMARY KEY)')
  db.exec('CREATE TABLE children (parent INTEGER REFERENCES parents (id) DEFERRABLE INITIALLY DEFERRED)')
  said.length = 0
  const mutex = new Mutex()
  const lane = new WriteLane(db, mutex, limits)
  /** As anybody else sees it: what is committed. */
  const committed = () => others.prepare('SELECT n FROM numbers ORDER BY n').pluck().all() as number[]
  return { lane, db, others, mutex, said, committed, file }
}

const insert = (n: number) => (db: LaneDatabase) => db.all('INSERT INTO numbers VALUES (?) RETURNING n', [n])
const orphan = (db: LaneDatabase) => db.run('INSERT INTO children VALUES (1)')
/** The same, by a writer that announces effects before it knows whether its statement succeeds. */
const announced = (n: number, effects: Effects) => (db: LaneDatabase, announce: Announce) => {
  announce(effects)
  return insert(n)(db)
}
/** A commit without effects. */
const QUIET = { events: new Set(), logs: new Set(), runners: new Set(), work: [] }
const numbers = (count: number) => Array.from({ length: count }, (_, n) => n)
const statuses = (results: PromiseSettledResult<unknown>[]) => results.map(({ status }) => status)
/** The sizes of the batches that were committed. */
const batches = (said: string[]) =>
  said
    .join('\n')
    .split('COMMIT')
    .slice(0, -1)
    .map((batch) => batch.split('INSERT').length - 1)

describe('the write lane', () => {
  it('answers nobody before the COMMIT: what is answered, everybody can see', async () => {
    const { lane, committed } = openLane({ batchJobs: 7 })
    const seen = await Promise.all(
      numbers(100).map(async (n) => {
        const answer = await lane.submit(insert(n))
        return { answer, visible: committed().includes(n) }
      }),
    )
    expect(seen).toEqual(numbers(100).map((n) => ({ answer: [{ n }], visible: true })))
  })

  it('does what it was given in the order in which it was given', async () => {
    const { lane, others } = openLane({ batchJobs: 7 })
    await Promise.all(numbers(100).map((n) => lane.submit(insert(99 - n))))
    const stored = others.prepare('SELECT n FROM numbers ORDER BY rowid').pluck().all()
    expect(stored).toEqual(numbers(100).map((n) => 99 - n))
  })

  it('shares one transaction among all who wait', async () => {
    const { lane, said } = openLane()
    await Promise.all(numbers(300).map((n) => lane.submit(insert(n))))
    expect(batches(said)).toEqual([256, 44])
  })

  it('lets those who were just answered into the next batch', async () => {
    const { lane, said } = openLane()
    const caller = async (first: number) => {
      for (const n of numbers(5)) await lane.submit(insert(first + n))
    }
    await Promise.all(numbers(64).map((n) => caller(n * 10)))
    expect(batches(said)).toEqual([64, 64, 64, 64, 64])
  })

  it('ends a batch before it holds too many bytes, and lets a larger job run alone', async () => {
    const { lane, said } = openLane({ batchBytes: 100 })
    const sizes = [60, 40, 1, 500, 30, 30, 30, 30]
    await Promise.all(sizes.map((bytes, n) => lane.submit(insert(n), { bytes })))
    expect(batches(said)).toEqual([2, 1, 1, 3, 1])
  })

  it('undoes a failing statement alone: its neighbours stand', async () => {
    const { lane, said, committed } = openLane()
    const results = await Promise.allSettled([0, 1, 1, 2].map((n) => lane.submit(insert(n))))
    expect(statuses(results)).toEqual(['fulfilled', 'fulfilled', 'rejected', 'fulfilled'])
    expect(committed()).toEqual([0, 1, 2])
    expect(batches(said)).toEqual([4])
  })

  it('undoes every statement of a job that failed under atomically, and no other', async () => {
    const { lane, committed } = openLane()
    const both = (db: LaneDatabase) =>
      db.atomically(() => {
        insert(10)(db)
        insert(0)(db)
      })
    const results = await Promise.allSettled([
      lane.submit(insert(0)),
      lane.submit(both),
      lane.submit((db) => db.atomically(() => insert(1)(db))),
    ])
    expect(statuses(results)).toEqual(['fulfilled', 'rejected', 'fulfilled'])
    expect(committed()).toEqual([0, 1])
  })

  it('keeps nothing of a job whose own code throws under atomically', async () => {
    const { lane, committed } = openLane()
    const fails = (db: LaneDatabase) =>
      db.atomically(() => {
        insert(1)(db)
        throw new Error('after the first of two')
      })
    await expect(lane.submit(fails)).rejects.toThrow('after the first of two')
    await lane.submit(insert(2))
    expect(committed()).toEqual([2])
  })

  it('rejects everybody when the COMMIT fails, acknowledges nobody, and goes on', async () => {
    const { lane, db, committed } = openLane()
    const results = await Promise.allSettled([
      lane.submit(insert(0)),
      lane.submit(orphan),
      lane.submit(insert(1)),
    ])
    expect(results).toMatchObject(
      [0, 1, 2].map(() => ({ status: 'rejected', reason: { message: 'FOREIGN KEY constraint failed' } })),
    )
    expect(committed()).toEqual([])
    expect(db.inTransaction).toBe(false)
    await expect(lane.submit(insert(2))).resolves.toEqual([{ n: 2 }])
    expect(committed()).toEqual([2])
  })

  it('rejects everybody when a statement ends the transaction, whoever came before or after', async () => {
    const { lane, db, committed } = openLane()
    db.exec(
      "CREATE TRIGGER ends BEFORE INSERT ON numbers WHEN NEW.n = 13 BEGIN SELECT RAISE(ROLLBACK, 'all gone'); END",
    )
    const jobs = [insert(0), (db: LaneDatabase) => db.atomically(() => insert(13)(db)), insert(1)]
    for (const ending of [jobs, [insert(0), insert(13), insert(1)]]) {
      const results = await Promise.allSettled(ending.map((job) => lane.submit(job)))
      expect(results).toMatchObject([0, 1, 2].map(() => ({ reason: { message: 'all gone' } })))
      expect(committed()).toEqual([])
    }
    await lane.submit(insert(0))
    expect(committed()).toEqual([0])
  })

  it('waits for its turn on the connection, and takes in who comes meanwhile', async () => {
    const { lane, mutex, said, committed } = openLane()
    const release = await mutex.acquire()
    const results = Promise.all(numbers(3).map((n) => lane.submit(insert(n))))
    expect(said).toEqual([])
    release()
    await results
    expect(committed()).toEqual([0, 1, 2])
    expect(batches(said)).toEqual([3])
  })

  it('waits for another program that writes, without holding up the process', async () => {
    const { lane, others, said, committed } = openLane()
    others.exec('BEGIN IMMEDIATE')
    const written = lane.submit(insert(0))
    // The event loop turns while the lane waits: it has been refused, and tries again.
    while (said.filter((sql) => sql === 'BEGIN IMMEDIATE').length < 3)
      await new Promise((resolve) => setImmediate(resolve))
    others.exec('COMMIT')
    await written
    expect(committed()).toEqual([0])
  })

  it('refuses what the queue has no room for, and loses nothing of what it has taken', async () => {
    const { lane, committed } = openLane({ queuedJobs: 10 })
    const results = await Promise.allSettled(numbers(15).map((n) => lane.submit(insert(n))))
    expect(results.slice(10)).toMatchObject(numbers(5).map(() => ({ reason: { code: 'STORE_BUSY' } })))
    expect(statuses(results.slice(0, 10))).toEqual(numbers(10).map(() => 'fulfilled'))
    expect(committed()).toEqual(numbers(10))
    await expect(lane.submit(insert(10))).resolves.toEqual([{ n: 10 }])
  })

  it('counts the bytes that wait, and always has room for one job', async () => {
    const { lane, committed } = openLane({ queuedBytes: 100 })
    const results = await Promise.allSettled([500, 1, 0].map((bytes, n) => lane.submit(insert(n), { bytes })))
    expect(results).toMatchObject([
      { value: [{ n: 0 }] },
      { reason: { code: 'STORE_BUSY' } },
      { reason: { code: 'STORE_BUSY' } },
    ])
    const later = await Promise.allSettled(
      [60, 40, 1].map((bytes, n) => lane.submit(insert(3 + n), { bytes })),
    )
    expect(statuses(later)).toEqual(['fulfilled', 'fulfilled', 'rejected'])
    expect(committed()).toEqual([0, 3, 4])
  })

  it('announces the effects of the jobs that stand, once all callers are answered, the rejected ones too', async () => {
    const { lane } = openLane()
    const order: unknown[] = []
    const published = new Promise<void>((resolve) => {
      lane.onCommit((commit) => resolve(void order.push(commit)))
    })
    const writing = [
      lane.submit(announced(0, { event: 'a', log: 'a', work: { isolation: 'auto', runtime: 'node' } })),
      lane.submit(announced(1, { event: 'b', work: { isolation: 'auto', runtime: 'go' } })),
      lane.submit(announced(1, { event: 'c', log: 'c', runner: 'c' })),
      lane.submit(announced(2, { event: 'a', work: { isolation: 'auto', runtime: 'node' } })),
      lane.submit(announced(3, { runner: 'rex' })),
    ]
    for (const [i, written] of writing.entries()) {
      const answered = () => order.push(i)
      void written.then(answered, answered)
    }
    await published
    const commit = {
      writes: 4,
      events: new Set(['a', 'b']),
      logs: new Set(['a']),
      runners: new Set(['rex']),
      work: [
        { isolation: 'auto', runtime: 'node', count: 2 },
        { isolation: 'auto', runtime: 'go', count: 1 },
      ],
    }
    expect(order).toEqual([0, 1, 2, 3, 4, commit])
  })

  it('announces nothing of a job whose own code throws under atomically', async () => {
    const { lane } = openLane()
    const commits: Commit[] = []
    lane.onCommit((commit) => commits.push(commit))
    const fails = (db: LaneDatabase, announce: Announce) =>
      db.atomically(() => {
        announced(0, { event: 'a' })(db, announce)
        throw new Error('after its statement')
      })
    await Promise.allSettled([lane.submit(fails), lane.submit(insert(1))])
    await new Promise((resolve) => setImmediate(resolve))
    expect(commits).toEqual([{ ...QUIET, writes: 1 }])
  })

  it('announces each batch by itself, in the order of their commits', async () => {
    const { lane } = openLane({ batchJobs: 3 })
    const commits: Commit[] = []
    lane.onCommit((commit) => commits.push(commit))
    await Promise.all(numbers(7).map((n) => lane.submit(announced(n, { log: String(n) }))))
    await lane.close()
    await new Promise((resolve) => setImmediate(resolve))
    const logs = [['0', '1', '2'], ['3', '4', '5'], ['6']]
    expect(commits).toEqual(logs.map((names) => ({ ...QUIET, writes: names.length, logs: new Set(names) })))
  })

  it('announces nothing of a batch that failed as a whole, and goes on with the next one', async () => {
    const { lane, db } = openLane()
    db.exec(
      "CREATE TRIGGER ends BEFORE INSERT ON numbers WHEN NEW.n = 13 BEGIN SELECT RAISE(ROLLBACK, 'all gone'); END",
    )
    const commits: Commit[] = []
    lane.onCommit((commit) => commits.push(commit))
    for (const failing of [orphan, insert(13)]) {
      await Promise.allSettled(
        [announced(0, { log: 'a log' }), failing, insert(1)].map((job) => lane.submit<unknown>(job)),
      )
    }
    await lane.submit(insert(0))
    await new Promise((resolve) => setImmediate(resolve))
    expect(commits).toEqual([{ ...QUIET, writes: 1 }])
  })

  it('counts who waits for a batch, and not who is in one', async () => {
    const { lane, mutex } = openLane({ batchJobs: 2 })
    const release = await mutex.acquire()
    const waiting = Promise.all(numbers(3).map(() => lane.submit(() => lane.queued)))
    await new Promise((resolve) => setImmediate(resolve))
    expect(lane.queued).toBe(3)
    release()
    expect(await waiting).toEqual([1, 1, 0])
  })

  it('closes when everything that was submitted has an outcome, and takes no more', async () => {
    const { lane, committed } = openLane({ batchJobs: 3 })
    const settled: number[] = []
    for (const n of numbers(10)) void lane.submit(insert(n)).then(() => settled.push(n))
    const closing = lane.close()
    await expect(lane.submit(insert(10))).rejects.toMatchObject({ code: 'STORE_BUSY' })
    await closing
    expect(settled).toEqual(numbers(10))
    expect(committed()).toEqual(numbers(10))
  })
})
