import { type Clock, systemClock } from '@isola/domain'
import { bindVerbs } from './bind-verbs.ts'
import type { StoreContext } from './context.ts'
import { Ids } from './ids.ts'
import { LogRemoval } from './logs/log-removal.ts'
import { openFile } from './sqlite/open-file.ts'
import type { Durability } from './sqlite/pragmas.ts'
import { Reader } from './sqlite/reader.ts'
import { toDomainError } from './sqlite/sqlite-error.ts'
import { WriteLane } from './sqlite/write-lane.ts'
import type { Store } from './store.ts'

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
    const { file, writer, lock } = await openFile(url, durability, clock)
    const reader = await Reader.open(file)
    const lane = new WriteLane(writer.db, writer.mutex)
    const [newest] = await reader.all('SELECT max(id) AS id FROM workloads')
    const context: StoreContext = {
      file,
      clock,
      lane,
      reader,
      writer,
      ids: new Ids(newest?.id as string | null),
    }
    const logRemoval = new LogRemoval(lane)
    logRemoval.wake()
    const close = async () => {
      await logRemoval.stop()
      await lane.close()
      await reader.close()
      await writer.mutex.runExclusive(() => writer.db.close())
      lock.release()
    }
    return { ...bindVerbs(context, logRemoval), close }
  } catch (error) {
    throw toDomainError(error)
  }
}
