import { createIsolaClient } from '@isola/client'
import axe from 'axe-core'
import type { Page } from 'playwright-core'
import { describe, expect } from 'vitest'
import type { Server } from './server.ts'
import { test as base, type Opened } from './test.ts'
import { running } from './workload.ts'

const SERIOUS: ReadonlySet<unknown> = new Set(['serious', 'critical'])

/** A record with something of everything. */
const test = base.extend('id', { scope: 'file' }, async ({ server }) => {
  const { program } = server
  const { id } = await running(server, 'with everything')
  await program.log.append.mutate({
    id,
    lines: [{ seq: 0, stream: 'stderr', line: '\u001b[31mred\u001b[0m' }],
  })
  await program.workload.update.mutate({
    id,
    status: 'failed',
    exitCode: 1,
    error: 'out of memory',
    output: { contentType: 'application/json', encoding: 'utf8', data: '{"a":[1,null,"b"]}' },
  })
  await program.workload.override.mutate({ id, status: 'completed', reason: 'it was done' })
  await program.workload.kill.mutate({ id: (await running(server, 'killed')).id })
  await program.workload.update.mutate({
    id: (await running(server, 'failed')).id,
    status: 'failed',
    error: 'no',
  })
  await running(server, 'running')
  await program.workload.create.mutate({
    name: 'pending',
    runtime: 'python',
    hold: true,
    labels: { team: 'a' },
  })
  await runnerWithOne(server)
  return id
})

/** Registered, with one that it can run and one that it cannot; it runs one. */
async function runnerWithOne({ program, url }: Server): Promise<void> {
  const { key } = await program.admin.keys.create.mutate({ name: 'salamander', role: 'runner' })
  const { runner } = createIsolaClient({ url, apiKey: key })
  const enforces = { cpu: false, memory: true, wallTime: true, network: true, filesystem: true }
  const probed = { runtimes: ['node' as const], version: '1.0', strength: 1, enforces }
  const bootId = 'the-only-start'
  await runner.register.mutate({
    ...{ bootId, name: 'salamander', version: '1.0', capacity: 2, labels: { zone: 'eu' } },
    capabilities: [
      { ...probed, isolation: 'isolate', available: true, reason: null },
      { ...probed, isolation: 'sandbox', available: false, reason: 'bubblewrap is not installed' },
    ],
  })
  await program.workload.create.mutate({ name: 'leased', runtime: 'node', code: '0' })
  await runner.claim.mutate({ bootId, claimId: 'the-only-claim', waitSeconds: 0 })
}

/** Evaluated from outside of the page: its policy would not let it load. */
async function violations(page: Page): Promise<string[]> {
  await page.evaluate(axe.source)
  const found = await page.evaluate(() =>
    (globalThis as unknown as { axe: typeof axe }).axe.run(document, { resultTypes: ['violations'] }),
  )
  return found.violations
    .filter(({ impact }) => SERIOUS.has(impact))
    .flatMap(({ id, nodes }) => nodes.map(({ html, failureSummary }) => `${id}: ${html} ${failureSummary}`))
}

/** What is on its way is not looked at: a fading row has no contrast yet. */
const settled = (page: Page): Promise<unknown> =>
  page.waitForFunction(
    () =>
      document.querySelector('[aria-busy=true], .animate-pulse[aria-hidden]') === null &&
      document.getAnimations().every(({ playState, effect }) => {
        const { iterations } = effect?.getTiming() ?? {}
        return playState !== 'running' || iterations === Number.POSITIVE_INFINITY
      }),
  )

describe.for(['dark', 'light'] as const)('axe finds nothing serious in the %s theme', (colorScheme) => {
  const look = async ({ page }: Opened) => {
    await settled(page)
    expect(await violations(page)).toEqual([])
  }

  test.for(['/', '/workloads', '/workloads/new', '/stats', '/runners', '/audit'])(
    'on %s',
    async (path, { open, id: _ }) => look(await open('admin', path, { colorScheme })),
  )
  test.for(['/settings', '/settings/users', '/settings/keys'])('on %s', async (path, { open, id: _ }) =>
    look(await open('admin', path, { colorScheme })),
  )
  test('where there is no page', async ({ open, id: _ }) => {
    const opened = await open('admin', '/', { colorScheme })
    opened.watch.expect(404)
    await opened.page.goto('/nowhere')
    await look(opened)
  })
  test('on every tab of a workload', async ({ open, id }) => {
    const opened = await open('admin', `/workloads/${id}`, { colorScheme })
    for (const name of ['Output', 'Logs', 'Code and input', 'History', 'Related', 'JSON']) {
      await opened.page.getByRole('tab', { name }).click()
      await look(opened)
    }
  })
  test('in dialogs, menus, the palette and the keys', async ({ open, id }) => {
    const opened = await open('admin', `/workloads/${id}`, { colorScheme })
    const { page } = opened
    for (const key of ['s', 'r', '?', 'Control+k']) {
      await page.keyboard.press(key)
      await page.getByRole('dialog').waitFor()
      await look(opened)
      await page.keyboard.press('Escape')
      await page.getByRole('dialog').waitFor({ state: 'detached' })
    }
    await page.getByRole('button', { name: 'More actions' }).click()
    await page.getByRole('menu').waitFor()
    await look(opened)
  })
  test('at the entrance', async ({ window }) => {
    const opened = await window({ colorScheme })
    await opened.page.goto('/sign-in')
    await opened.page.getByRole('button', { name: 'Sign in', disabled: false }).waitFor()
    await look(opened)
  })
})
