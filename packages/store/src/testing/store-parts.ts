import { type Clock, systemClock } from '@isola/domain'
import { onTestFinished } from 'vitest'
import { bindVerbs } from '../bind-verbs.ts'
import { Ids } from '../ids.ts'
import { openPresence } from '../leases/presence.ts'
import { Scans } from '../scans.ts'
import { LaneDatabase } from '../sqlite/lane-database.ts'
import { openFile } from '../sqlite/open-file.ts'
import { Reader } from '../sqlite/reader.ts'
import type { Writer } from '../sqlite/serialised-adapter.ts'
import { type LaneLimits, WriteLane } from '../sqlite/write-lane.ts'
import type { Store } from '../store.ts'
import { PurgeDeleted } from '../workloads/purge-deleted.ts'

interface Parts {
  store: Omit<Store, 'close'>
  /** The writing connection, to be broken on purpose, and to be shared. */
  writer: Writer
  lane: WriteLane
  purge: PurgeDeleted
}

/** A store on a fresh file whose insides can be reached; otherwise put together as `openStore` does it. */
export async function openParts(
  file: string,
  {
    clock = systemClock,
    limits = {},
    purgePauseMs,
  }: { clock?: Clock; limits?: Partial<LaneLimits>; purgePauseMs?: number } = {},
): Promise<Parts> {
  const opened = await openFile(`file:${file}`, 'full', clock)
  const { writer } = opened
  const reader = Reader.open(file)
  const lane = new WriteLane(writer.db, writer.mutex, limits)
  const presence = openPresence(new LaneDatabase(writer.db), clock)
  const context = { file, clock, lane, reader, scans: new Scans(clock), writer, ids: new Ids(null), presence }
  const purge = new PurgeDeleted(lane, purgePauseMs)
  onTestFinished(async () => {
    await Promise.all([lane.close(), purge.stop()])
    reader.close()
    opened.close()
  })
  return { store: bindVerbs(context, purge), writer, lane, purge }
}
