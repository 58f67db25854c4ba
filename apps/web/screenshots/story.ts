import { createIsolaClient } from '@isola/client'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { createPerson, PEOPLE, signIn, type Who } from '../e2e/people.ts'
import type { Server } from '../e2e/server.ts'
import { CODE, LOG, OUTPUT, TRACEBACK } from './report.ts'
import { START } from './start.ts'

type State = Awaited<ReturnType<BrowserContext['storageState']>>

export interface Story {
  /** Failed, looked into, retried and set straight. */
  corrected: string
  /** Runs, and says nothing any more. */
  hanging: string
}

const MINUTE = 60_000
/** Nothing happens on the second. */
const ago = (minutes: number) => START - minutes * MINUTE + ((minutes * 7_919) % 41_000)
const iso = (ms: number) => new Date(ms).toISOString()

export async function signInAs(server: Server, browser: Browser, who: Who = 'admin'): Promise<State> {
  await createPerson(server, who)
  const context = await browser.newContext({ baseURL: server.url })
  const page = await context.newPage()
  await page.goto('/sign-in')
  await signIn(page, PEOPLE[who].email)
  await page.waitForURL((url) => url.pathname === '/')
  const state = await context.storageState()
  await context.close()
  return state
}

/** A morning on call, each step at its time: what the pictures of one workload show. */
export async function tellStory(server: Server, browser: Browser, admin: State): Promise<Story> {
  const { key } = await server.program.admin.keys.create.mutate({ name: 'billing', role: 'admin' })
  const program = createIsolaClient({ url: server.url, apiKey: key })
  const operator = await signInAs(server, browser, 'operator')
  const [ada, otto] = [await deskOf(server, browser, admin), await deskOf(server, browser, operator)]
  const at = (minutes: number) => server.tell({ now: ago(minutes) })

  await at(31)
  const { id } = await program.workload.create.mutate({
    name: 'monthly-supplier-report',
    runtime: 'python',
    isolation: 'sandbox',
    code: CODE,
    input: { month: '2026-02', currency: 'EUR', suppliers: ['acme', 'globex', 'initech'], strict: true },
    labels: { team: 'billing', tenant: 'acme', trigger: 'cron' },
    memoryLimitMb: 256,
    timeoutSeconds: 600,
    hold: true,
    nodeId: 'newt',
    createdAt: iso(ago(31)),
  })
  await program.workload.update.mutate({ id, status: 'running', startedAt: iso(ago(31) + 840) })
  await program.log.append.mutate({
    id,
    lines: LOG.map((line, seq) => ({ ...line, seq, at: iso(ago(31) + 900 + seq * 1_130) })),
  })
  await at(29)
  const failure = { status: 'failed', exitCode: 1, error: TRACEBACK, finishedAt: iso(ago(29)) } as const
  await program.workload.update.mutate({ id, ...failure, output: OUTPUT })
  await at(24)
  await otto('workload.note', {
    id,
    text: 'Row 112 of the export says “n/a” in the column vat. Asked the suppliers’ team whether that is meant.',
  })
  await at(19)
  const retry = await otto('workload.retry', { id, reason: 'To see whether the export has been mended' })
  await at(12)
  await ada('workload.update', {
    id,
    error: `${TRACEBACK}\n(the exporter’s: the report is whole)`,
    reason: 'So that nobody looks for it again',
  })
  await at(11)
  await ada('workload.override', {
    id,
    status: 'completed',
    reason: 'Output checked by hand: the exporter exits with 1 on warnings',
  })
  await at(9)
  await otto('workload.kill', { id: retry.id, reason: 'No longer needed' })

  await at(6)
  const hanging = await program.workload.create.mutate({
    name: 'mirror-registry',
    runtime: 'node',
    isolation: 'isolate',
    code: 'export default async ({ from, to }) => mirror(from, to)\n',
    input: { from: 'registry.internal', to: 'mirror.internal' },
    labels: { team: 'platform' },
    timeoutSeconds: 900,
    hold: true,
    nodeId: 'newt',
    createdAt: iso(ago(6)),
  })
  await program.workload.update.mutate({ id: hanging.id, status: 'running', startedAt: iso(ago(6) + 310) })
  const lines = [
    'connected to registry.internal',
    'mirroring 418 packages',
    'GET /left-pad … waiting for an answer',
  ]
  await program.log.append.mutate({
    id: hanging.id,
    lines: lines.map((line, seq) => ({ seq, stream: 'stdout', line, at: iso(ago(6) + 900 * (seq + 1)) })),
  })
  await server.tell({ now: START })
  return { corrected: id, hanging: hanging.id }
}

/** What somebody does in the dashboard: the same calls, with the cookie of whoever has signed in. */
async function deskOf(server: Server, browser: Browser, storageState: State) {
  const page = await (await browser.newContext({ baseURL: server.url, storageState })).newPage()
  await page.goto('/settings')
  return (procedure: string, input: object) => call(page, procedure, input)
}

const call = (page: Page, procedure: string, input: object): Promise<{ id: string }> =>
  page.evaluate(
    async ([path, body]) => {
      const headers = { 'content-type': 'application/json' }
      const response = await fetch(`/api/trpc/${path}`, { method: 'POST', headers, body })
      if (!response.ok) throw new Error(await response.text())
      return (await response.json()).result.data
    },
    [procedure, JSON.stringify(input)] as const,
  )
