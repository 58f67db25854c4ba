import { type Browser, type BrowserContext, chromium } from 'playwright-core'
import type { Served } from './served.ts'
import { shiftDate } from './shift-date.ts'

export const CHROMIUM = '/usr/bin/chromium'
export const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-dev-shm-usage',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--no-first-run',
]

export async function withBrowser<Answer>(work: (browser: Browser) => Promise<Answer>): Promise<Answer> {
  const browser = await chromium.launch({ executablePath: CHROMIUM, args: FLAGS })
  try {
    return await work(browser)
  } finally {
    await browser.close()
  }
}

/** A browser that has signed in, with nothing in its cache, at the time of the record. */
export async function openContext(
  browser: Browser,
  { url, cookie, shiftMs }: Served,
): Promise<BrowserContext> {
  const context = await browser.newContext({ baseURL: url, viewport: { width: 1440, height: 900 } })
  const pairs = cookie.split('; ').map((pair) => pair.split(/=(.*)/s))
  await context.addCookies(pairs.map(([name = '', value = '']) => ({ name, value, url })))
  await context.addInitScript(shiftDate, shiftMs)
  return context
}
