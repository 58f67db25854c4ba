import { mkdirSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { BrowserContext, BrowserContextOptions, Page } from 'playwright-core'
import { test as base, expect } from 'vitest'
import { alive, launchBrowser } from './browser.ts'
import { createPerson, PEOPLE, signIn, type Who } from './people.ts'
import { startServer } from './server.ts'
import { type Watch, watch } from './watch.ts'

type State = Awaited<ReturnType<BrowserContext['storageState']>>
export interface Opened {
  page: Page
  watch: Watch
}

/** Two busy cores are slow; what never comes is found all the same. */
const PATIENCE_MS = 60_000
const SCREENSHOTS = join(tmpdir(), 'isola-e2e')

/** A server and a browser for each file; a window of its own for everyone whom a test opens one for. */
export const test = base
  // biome-ignore lint/correctness/noEmptyPattern: Vitest reads from the pattern what a fixture needs
  .extend('server', { scope: 'file' }, async ({}, { onCleanup }) => {
    const server = await startServer()
    onCleanup(server.stop)
    return server
  })
  // biome-ignore lint/correctness/noEmptyPattern: the same
  .extend('browser', { scope: 'file' }, async ({}, { onCleanup }) => {
    const browser = await launchBrowser()
    onCleanup(() => browser.close())
    return browser
  })
  .extend('states', { scope: 'file' }, () => new Map<Who, Promise<State>>())
  .extend('window', async ({ browser, server, task }, { onCleanup }) => {
    const all: Opened[] = []
    onCleanup(async () => {
      if (task.result?.state === 'fail') await screenshots(task.name, all)
      for (const { page } of all) await page.context().close()
      expect(all.flatMap(({ watch: { problems } }) => problems)).toEqual([])
    })
    return async (options: BrowserContextOptions = {}): Promise<Opened> => {
      const context = await browser.newContext({
        baseURL: server.url,
        viewport: { width: 1440, height: 900 },
        ...options,
      })
      context.setDefaultTimeout(PATIENCE_MS)
      const watching = await watch(context)
      const opened = { page: await context.newPage(), watch: watching }
      all.push(opened)
      return opened
    }
  })
  .extend('open', async ({ server, states, window }) => {
    const signedIn = async (who: Who): Promise<State> => {
      await createPerson(server, who)
      const { page } = await window()
      await page.goto('/sign-in')
      await signIn(page, PEOPLE[who].email)
      await page.waitForURL((url) => url.pathname === '/')
      const state = await page.context().storageState()
      await page.close()
      return state
    }
    /** A window of somebody who has signed in, at a path, once the page is alive. */
    return async (who: Who, path: string, options: BrowserContextOptions = {}): Promise<Opened> => {
      const state = states.get(who) ?? signedIn(who)
      states.set(who, state)
      const opened = await window({ ...options, storageState: await state })
      await visit(opened.page, path)
      return opened
    }
  })

/** Goes there and waits until the page is hydrated and follows the stream of changes. */
async function visit(page: Page, path: string): Promise<void> {
  await page.goto(path)
  await alive(page)
}

async function screenshots(name: string, opened: readonly Opened[]): Promise<void> {
  mkdirSync(SCREENSHOTS, { recursive: true })
  for (const [index, { page }] of opened.entries()) {
    const path = join(SCREENSHOTS, `${name.replaceAll(/\W+/g, '-')}-${index}.png`)
    await page.screenshot({ path }).then(
      () => process.stderr.write(`${page.url()} is shown in ${path}\n`),
      () => undefined,
    )
  }
}
