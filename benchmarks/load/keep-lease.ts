/** A runner that does nothing but renew one lease, as runners do: each heartbeat waits ten seconds at the server. */
import process from 'node:process'
import { setTimeout } from 'node:timers/promises'
import { ask } from './requests.ts'

const [url, key = '', id, leaseToken] = process.argv.slice(2)
for (;;) {
  const { status } = await ask(`${url}/api/trpc/runner.heartbeat`, {
    key,
    body: { id, leaseToken, waitSeconds: 10 },
  })
  if (status !== 200) await setTimeout(250)
}
