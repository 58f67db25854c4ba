import type Database from 'better-sqlite3'
import { dropTriggers } from '../../packages/store/src/sqlite/migrate-triggers.ts'
import type { Figure } from '../figure.ts'
import { median, type Operation } from '../measure.ts'
import { CALLERS } from '../options.ts'
import { rawSide } from '../raw/raw-side.ts'
import { type Side, WRITES, type Write } from '../raw/side.ts'
import type { Group, Setting } from './group.ts'

/**
 * What the triggers (guards, history, counters) add to a write. In transactions of 64 writes, as the store makes them
 * under load, so that the wait for the disk does not hide it.
 */
export const historyCost: Group = {
  name: 'history',
  writes: true,
  async measure({ options, size, copy }: Setting): Promise<Figure[]> {
    const withAll = await rawSide(copy('triggers'))
    const without = await rawSide(copy('no-triggers'))
    dropTriggers(without.db)
    const rounds: { withAll: Record<Write, number>; without: Record<Write, number> }[] = []
    for (let number = 0; number <= options.rounds; number++) {
      const round = {
        withAll: await measureRound(withAll, options.sharedOperations),
        without: await measureRound(without, options.sharedOperations),
      }
      if (number > 0) rounds.push(round)
    }
    await withAll.close()
    await without.close()
    return WRITES.map((write) => ({
      name: `raw ${write}, ${CALLERS} in a transaction, with history and counters`,
      size,
      value: median(rounds.map((round) => round.withAll[write])),
      unit: 'µs',
      beside: { what: 'without triggers', value: median(rounds.map((round) => round.without[write])) },
      ratio: median(rounds.map((round) => round.withAll[write] / round.without[write])),
    }))
  },
}

async function measureRound(
  side: Side & { db: Database.Database },
  count: number,
): Promise<Record<Write, number>> {
  const { operations, ids } = side.create(count)
  const round = {
    create: await perWrite(side.db, operations),
    running: await perWrite(side.db, side.running(ids)),
    completed: await perWrite(side.db, side.completed(ids)),
  }
  side.checkpoint()
  return round
}

/** Microseconds. */
async function perWrite(db: Database.Database, operations: Operation[]): Promise<number> {
  const startedAt = performance.now()
  for (let from = 0; from < operations.length; from += CALLERS) {
    db.exec('BEGIN IMMEDIATE')
    for (const operation of operations.slice(from, from + CALLERS)) await operation()
    db.exec('COMMIT')
  }
  return ((performance.now() - startedAt) * 1_000) / operations.length
}
