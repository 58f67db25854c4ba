/**
 * Opens a record, says so, and holds it until it is killed or its input ends: then it closes. Run by
 * one-process.faults.test.ts:
 *
 *     node holder.ts <file>
 */
import { once } from 'node:events'
import { openStore } from '../open-store.ts'

const store = await openStore({ url: `file:${process.argv[2]}` })
process.stdout.write('open\n')
process.stdin.resume()
await once(process.stdin, 'end')
await store.close()
