import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createIsolaClient } from '@isola/client'
import { spawnServer } from '../http/spawn-server.ts'
import { ANCHOR } from '../seed/anchor.ts'
import { copyOnDisk } from '../seed/cached-seed.ts'
import { PAGES, type PageUnderTest } from './pages.ts'

/** The dashboard over a copy of a seeded record, and somebody who has signed in. */
export interface Served {
  size: number
  url: string
  pages: PageUnderTest[]
  /** As a browser sends it. */
  cookie: string
  /** From this machine's clock to the present of the record, where the server lives. */
  shiftMs: number
  stop(): Promise<void>
}

export async function serve(file: string, size: number): Promise<Served> {
  const dataDir = mkdtempSync(join(tmpdir(), 'isola-bench-'))
  copyOnDisk(file, join(dataDir, 'isola.db'))
  const shiftMs = ANCHOR - Date.now()
  const key = `isk_${randomBytes(32).toString('base64url')}`
  const server = await spawnServer('../../apps/server/src/main.ts', [], {
    NODE_ENV: 'production',
    NODE_OPTIONS: `--import=${new URL(`./shifted.ts?by=${shiftMs}`, import.meta.url)}`,
    ISOLA_DATA_DIR: dataDir,
    ISOLA_PORT: '0',
    ISOLA_BOOTSTRAP_KEY: key,
    ISOLA_EMBEDDED_RUNNER: 'off',
  })
  const { url } = server
  const program = createIsolaClient({ url, apiKey: key })
  const { items } = await program.workload.list.query({ filter: { status: ['completed'] }, limit: 1 })
  return {
    size,
    url,
    pages: PAGES.map((page) => ({ ...page, path: page.path.replace('[id]', items[0]?.id ?? '') })),
    cookie: await signIn(url, program),
    shiftMs,
    async stop() {
      await server.stop()
      rmSync(dataDir, { recursive: true })
    },
  }
}

async function signIn(url: string, program: ReturnType<typeof createIsolaClient>): Promise<string> {
  const [email, password] = ['bench@example.com', randomBytes(12).toString('base64url')]
  await program.admin.users.create.mutate({ name: 'Bench', email, password, role: 'admin' })
  const response = await fetch(`${url}/api/auth/sign-in/email`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: url },
    body: JSON.stringify({ email, password }),
  })
  if (!response.ok) throw new Error(`Nobody could sign in: ${await response.text()}`)
  return response.headers
    .getSetCookie()
    .map((cookie) => cookie.split(';', 1)[0])
    .join('; ')
}
