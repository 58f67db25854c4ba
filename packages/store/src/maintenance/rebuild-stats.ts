import type { StoreContext } from '../context.ts'
import { runWorker } from './run-worker.ts'

/** Writes every aggregate anew from the rows. Writers wait meanwhile, without blocking the process; reads go on. */
export async function rebuildStats({ file, writer }: StoreContext): Promise<void> {
  await writer.mutex.runExclusive(() => runWorker(new URL('./rebuild-worker.ts', import.meta.url), file))
}
