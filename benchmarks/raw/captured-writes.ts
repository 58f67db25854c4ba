import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openStore } from '@isola/store'
import { type Captured, capture } from './capture.ts'
import type { Write } from './side.ts'
import { COMPLETION, CREATOR, LINES, newWorkload, START } from './writes.ts'

/** The statements of each write, as the store runs them on a record of its own. */
export async function capturedWrites(): Promise<Record<Write | 'append', Captured[]>> {
  const folder = mkdtempSync(join(tmpdir(), 'isola-capture-'))
  const store = await openStore({ url: `file:${join(folder, 'isola.db')}` })
  try {
    // What the store does on its own after opening is over once a write of ours is through.
    const { id } = await store.createWorkload(newWorkload('first'), CREATOR)
    return {
      create: await capture(() => store.createWorkload(newWorkload('second'), CREATOR)),
      running: await capture(() => store.updateWorkload(id, START, CREATOR)),
      append: await capture(() => store.appendLogLines(id, LINES, CREATOR)),
      completed: await capture(() => store.updateWorkload(id, COMPLETION, CREATOR)),
    }
  } finally {
    await store.close()
    rmSync(folder, { recursive: true })
  }
}
