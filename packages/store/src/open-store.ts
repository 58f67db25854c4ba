import { type Clock, systemClock } from '@isola/domain'
import { provideAuthDatabase } from './auth-database.ts'
import { bindVerbs } from './bind-verbs.ts'
import { Ids } from './ids.ts'
import { openPresence } from './leases/presence.ts'
import { Scans } from './scans.ts'
import { LaneDatabase } from './sqlite/lane-database.ts'
import { type OpenedFile, openFile } from './sqlite/open-file.ts'
import { type Durability, setReaderPragmas } from './sqlite/pragmas.ts'
import { Reader } from './sqlite/reader.ts'
import { connectAdapter, readingFrom } from './sqlite/serialised-adapter.ts'
import { toDomainError } from './sqlite/sqlite-error.ts'
import { WriteLane } from './sqlite/write-lane.ts'
import type { Store } from './store.ts'
import { PurgeDeleted } from './workloads/purge-deleted.ts'

export interface OpenStoreOptions {
  /** `file:` and a path, as Prisma writes it; made when it does not exist. */
  url: string
  clock?: Clock
  /** `full` (the default) survives power loss; `normal` only the death of the process, and is faster for lone writers. */
  durability?: Durability
}

/**
 * Opens the record: takes the file for this process alone, brings it to the newest version and checks it.
 * @throws an Error that names the process which has the file; STORE_READ_ONLY, STORE_CORRUPT, STORE_FULL
 */
export async function openStore({
  url,
  clock = systemClock,
  durability = 'full',
}: OpenStoreOptions): Promise<Store> {
  try {
    const opened = await openFile(url, durability, clock)
    try {
      return await serve(opened, clock)
    } catch (error) {
      opened.close()
      throw error
    }
  } catch (error) {
    throw toDomainError(error)
  }
}

async function serve(opened: OpenedFile, clock: Clock): Promise<Store> {
  const { file, writer } = opened
  const db = new LaneDatabase(writer.db)
  const [newest] = db.all('SELECT max(id) AS id FROM workloads')
  const ids = new Ids(newest?.id as string | null)
  const presence = openPresence(db, clock)
  const lane = new WriteLane(writer.db, writer.mutex)
  const reader = Reader.open(file)
  const accounts = await connectAdapter(file, { readonly: true })
  setReaderPragmas(accounts.db)
  const scans = new Scans(clock)
  const purge = new PurgeDeleted(lane)
  purge.wake()

  const shut = async () => {
    // Both refuse at once what comes now, and wait for what came before.
    await Promise.all([lane.close(), purge.stop()])
    reader.close()
    accounts.db.close()
    await writer.mutex.runExclusive(() => opened.close())
  }
  let shutting: Promise<void> | undefined
  const close = () => {
    shutting ??= shut()
    return shutting
  }
  const store = {
    ...bindVerbs({ file, clock, lane, reader, scans, writer, ids, presence }, purge),
    close,
  }
  provideAuthDatabase(store, readingFrom(accounts, writer.adapter), clock)
  return store
}
