import type { Browser, BrowserContext } from 'playwright-core'
import { launchBrowser } from '../../apps/web/e2e/browser.ts'
import type { Served } from './served.ts'
import { shiftDate } from './shift-date.ts'

export async function withBrowser<Answer>(work: (browser: Browser) => Promise<Answer>): Promise<Answer> {
  const browser = await launchBrowser()
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
