/** `pnpm demo`: a server on a data folder of its own, filled with made-up work at the first start. Real data is not touched. */
import { spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'

const ROOT = join(import.meta.dirname, '..')
const DATA = join(ROOT, 'data-demo')
const PERSON = { name: 'Demo', email: 'demo@example.com' }

const first = !existsSync(join(DATA, 'isola.db'))
const key = `isk_${randomBytes(32).toString('base64url')}`
const password = randomBytes(12).toString('base64url')

const server = spawn(process.execPath, [join(ROOT, 'apps/server/src/main.ts')], {
  stdio: ['inherit', 'inherit', 'pipe'],
  env: { ...process.env, ISOLA_DATA_DIR: DATA, ...(first && { ISOLA_BOOTSTRAP_KEY: key }) },
})
server.once('exit', (code) => process.exit(code ?? 1))
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => server.kill(signal))

// What the server says of itself, the link that makes the first admin among it, is not for the demonstration.
for await (const line of createInterface({ input: server.stderr })) {
  const url = /^Isola is ready at (\S+)/.exec(line)?.[1]
  if (url && first) await fill(url)
  else if (url)
    console.error(`\nThe demonstration is at ${url}. Remove ${DATA} to begin anew, with a new password.`)
}

async function fill(url: string): Promise<void> {
  console.error(`\nFilling ${DATA} with a week of made-up work …`)
  const headers = { authorization: `Bearer ${key}`, 'content-type': 'application/json' }
  const body = JSON.stringify({ ...PERSON, password, role: 'admin' })
  const made = await fetch(`${url}/api/trpc/admin.users.create`, { method: 'POST', headers, body })
  if (!made.ok) throw new Error(`The demonstration's user was not made: ${await made.text()}`)
  const filler = spawn(process.execPath, [join(ROOT, 'examples/demo/src/main.ts')], {
    stdio: 'inherit',
    env: { ...process.env, ISOLA_URL: url, ISOLA_API_KEY: key },
  })
  await new Promise((resolve) => filler.once('exit', resolve))
  console.error(`\nSign in at ${url} as ${PERSON.email}, password ${password}`)
}
