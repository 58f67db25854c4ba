import type { Page } from 'playwright-core'
import { describe, expect } from 'vitest'
import type { Server } from './server.ts'
import { test as base } from './test.ts'

const SCRIPTS = [
  `<script>alert(1);ran=1</script>`,
  `<img src=x onerror="alert(1);ran=1">`,
  `"><svg onload=alert(1)>`,
  `</script><script>ran=1</script>`,
  `javascript:alert(1)`,
  '{{constructor.constructor("ran=1")()}}',
].join(' ')
/** A terminal’s own: clear the screen, a title, a link; and characters that turn what is read around. */
const TERMINAL =
  '\u001b[2J\u001b]0;owned\u0007\u001b]8;;javascript:alert(1)\u0007link\u001b]8;;\u0007\u001b[31mred\u001b[0m'
const BIDI = 'safe\u202etxt.exe\u2066\u2069\u200f'
const HOSTILE = `${SCRIPTS} ${BIDI}`
const IN_SIGHT = '<img src=x onerror='

/** One that is hostile wherever somebody else’s text can stand. */
const test = base.extend('id', { scope: 'file' }, async ({ server }) => {
  const { program } = server
  const { id } = await program.workload.create.mutate({
    name: HOSTILE.slice(0, 200),
    runtime: 'node',
    hold: true,
    code: `${SCRIPTS}\n${TERMINAL}\n${BIDI}`,
    input: { [SCRIPTS]: HOSTILE },
    labels: { [SCRIPTS.slice(0, 60)]: HOSTILE.slice(0, 200) },
    nodeId: HOSTILE.slice(0, 200),
  })
  await program.workload.update.mutate({ id, status: 'running' })
  await program.log.append.mutate({
    id,
    lines: [SCRIPTS, TERMINAL, BIDI].map((line, seq) => ({ seq, stream: 'stdout', line })),
  })
  await program.workload.note.mutate({ id, text: `${HOSTILE}\n${TERMINAL}` })
  await program.workload.update.mutate({
    id,
    status: 'failed',
    reason: HOSTILE,
    error: `${HOSTILE} ${TERMINAL}\n${SCRIPTS}`,
    output: { contentType: 'text/html', encoding: 'utf8', data: `${SCRIPTS}\n${TERMINAL}\n${BIDI}` },
  })
  await hostileAccounts(server)
  return id
})

async function hostileAccounts(server: Server): Promise<void> {
  const { admin } = server.program
  await admin.keys.create.mutate({ name: HOSTILE.slice(0, 100), role: 'viewer' })
  await admin.users.create.mutate({
    name: HOSTILE.slice(0, 100),
    email: 'mallory@example.com',
    password: 'correct horse battery',
    role: 'viewer',
  })
}

/** Shown as text, and nothing of it is an element or has run. */
async function isHarmless(page: Page): Promise<void> {
  await page.getByText(IN_SIGHT).filter({ visible: true }).first().waitFor()
  const { elements, ran } = await page.evaluate(() => ({
    elements: document.querySelectorAll('img[src=x], svg[onload], [onerror], a[href^="javascript:"]').length,
    ran: 'ran' in globalThis,
  }))
  expect({ elements, ran }).toEqual({ elements: 0, ran: false })
}

describe('hostile text is text', () => {
  test('on every tab of the page of its workload', async ({ open, id }) => {
    const { page } = await open('admin', `/workloads/${id}`)
    for (const tab of ['output', 'logs', 'code', 'history', 'json']) {
      await page.goto(`/workloads/${id}?tab=${tab}`)
      await page.getByRole('tabpanel').getByText(IN_SIGHT).first().waitFor()
      await isHarmless(page)
    }
    await page.goto(`/workloads/${id}?tab=related`)
    await isHarmless(page)
  })

  test('in a log, where what turns text around or speaks to terminals is named, not obeyed', async ({
    open,
    id,
  }) => {
    const { page } = await open('viewer', `/workloads/${id}?tab=logs`)
    const lines = page.getByRole('region', { name: 'Log lines' })
    await lines.getByText('U+202E').waitFor()
    const text = await lines.textContent()
    for (const hidden of ['\u001b', '\u0007', '\u202e', '\u2066', '\u2069', '\u200f'])
      expect(text).not.toContain(hidden)
    expect(await page.title()).not.toBe('owned')
  })

  for (const path of ['/', '/workloads', '/audit', '/settings/keys', '/settings/users'])
    test(`on ${path}`, async ({ open, id: _ }) => {
      const { page } = await open('admin', path)
      await isHarmless(page)
    })

  test('in the dialogs and the palette', async ({ open, id }) => {
    const { page } = await open('admin', `/workloads/${id}`)
    for (const key of ['s', 'r', 'Control+k']) {
      await page.keyboard.press(key)
      await page.getByRole('dialog').waitFor()
      if (key === 'Control+k') await page.keyboard.type('<img')
      await page.getByRole('dialog').getByText(IN_SIGHT).first().waitFor()
      await isHarmless(page)
      await page.keyboard.press('Escape')
      await page.getByRole('dialog').waitFor({ state: 'detached' })
    }
  })
})
