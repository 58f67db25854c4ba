/** Keeps calls open that wait for one workload, until it is killed. A process of its own: so many sockets slow down whoever has them. */
import process from 'node:process'
import { ask } from './requests.ts'

const [url = '', key = '', count] = process.argv.slice(2)
for (let wait = 0; wait < Number(count); wait++) void ask(url, { key, waits: true })
