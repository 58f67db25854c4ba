/** Asks `/healthz` again and again until it is told to stop, then says how many milliseconds each answer took; null: none came. */
import { get } from 'node:http'
import process from 'node:process'
import { setTimeout } from 'node:timers/promises'

const [url = ''] = process.argv.slice(2)
const GIVE_UP_MS = 60_000
const PAUSE_MS = 10
const taken: (number | null)[] = []
let stopping = false
process.once('message', () => {
  stopping = true
})

const answered = () =>
  new Promise<boolean>((resolve) => {
    get(`${url}/healthz`, { agent: false, signal: AbortSignal.timeout(GIVE_UP_MS) }, (response) => {
      response.resume().once('end', () => resolve(response.statusCode === 200))
    }).on('error', () => resolve(false))
  })

await answered()
process.send?.('ready')
while (!stopping) {
  const startedAt = performance.now()
  taken.push((await answered()) ? performance.now() - startedAt : null)
  await setTimeout(PAUSE_MS)
}
process.send?.(taken)
process.disconnect?.()
