/**
 * Deletes a workload, says so, and stands still before its history and log are purged, to be killed there. Run by
 * purge-deleted.faults.test.ts:
 *
 *     node deleter.ts <file> <lines>
 */
import { writeSync } from 'node:fs'
import type { Actor } from '@isola/domain'
import { openStore } from '../open-store.ts'

const [file, lines] = process.argv.slice(2)
const admin: Actor = { kind: 'system', id: 'deleter', name: 'deleter' }
const store = await openStore({ url: `file:${file}` })
const { id } = await store.createWorkload({ runtime: 'node', hold: true }, admin)
for (let seq = 0; seq < Number(lines); seq += 1_000) {
  const batch = Array.from({ length: 1_000 }, (_, n) => ({
    seq: seq + n,
    stream: 'stdout' as const,
    line: 'x',
  }))
  await store.appendLogLines(id, batch, admin)
}
await store.killWorkload(id, admin)
await store.deleteWorkload(id, admin, { reason: 'a test' })
writeSync(1, `${id}\n`)
Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0)
