/**
 * Writes until it is killed, or until it has acknowledged enough. Run by the crash tests:
 *
 *     node writer.ts <file> <durability> <callers> <acknowledgements, 0 for ever> <acknowledgements between checkpoints, 0 none>
 *
 * Says `pid <pid>`, then `<id> <step>` for every step whose promise was kept, each in one write of its own.
 */
import { writeSync } from 'node:fs'
import Database from 'better-sqlite3'
import { openStore } from '../../open-store.ts'
import { live } from './history.ts'

const [file = '', durability, ...counts] = process.argv.slice(2)
const [callers = 0, enough = 0, checkpointEvery = 0] = counts.map(Number)

const store = await openStore({
  url: `file:${file}`,
  durability: durability === 'normal' ? 'normal' : 'full',
})
/** SQLite checkpoints by itself once in thousands of pages; here it happens all the time. */
const checkpointer = new Database(file)
checkpointer.pragma(`synchronous = ${durability}`)
say(`pid ${process.pid}\n`)

/** A pipe does not wait by itself for a reader that is slow. */
function say(line: string): void {
  for (;;) {
    try {
      writeSync(1, line)
      return
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EAGAIN') throw error
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 1)
    }
  }
}

let acknowledged = 0
function acknowledge(id: string, step: number): void {
  say(`${id} ${step}\n`)
  acknowledged++
  if (acknowledged === enough) process.kill(process.pid, 'SIGKILL')
  if (checkpointEvery > 0 && acknowledged % checkpointEvery === 0)
    checkpointer.pragma(`wal_checkpoint(${acknowledged % 2 === 0 ? 'PASSIVE' : 'RESTART'})`)
}

async function call(caller: number): Promise<never> {
  for (let n = caller; ; n += callers) await live(store, n, acknowledge)
}
await Promise.all(Array.from({ length: callers }, (_, caller) => call(caller)))
