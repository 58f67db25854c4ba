import type { StoreContext } from '../context.ts'
import { runApart } from './run-apart.ts'

/** Writes every aggregate anew from the rows. Writers wait meanwhile, without blocking the process; reads go on. */
export async function rebuildStats({ file, writer }: StoreContext): Promise<void> {
  await writer.mutex.runExclusive(() => runApart(new URL('./rebuild-process.ts', import.meta.url), file))
}
