import type { BrowserContext, CDPSession, Page } from 'playwright-core'
import { alive } from '../e2e/browser.ts'
import { START } from './start.ts'

/** What text keeps sharp and forty pictures under 4 MB. */
const QUALITY = 88
const STILL =
  '*, *::before, *::after { animation: none !important; transition: none !important; caret-color: transparent !important }'

/** Of a page in which nothing moves any more, as WebP. */
export async function picture(
  context: BrowserContext,
  visit: (page: Page) => Promise<void>,
): Promise<Buffer> {
  const page = await context.newPage()
  await page.clock.setFixedTime(START)
  await visit(page)
  await alive(page)
  await page.addStyleTag({ content: STILL })
  await page.mouse.move(0, 0)
  const devtools = await context.newCDPSession(page)
  let before = await capture(devtools)
  for (;;) {
    const after = await capture(devtools)
    if (after === before) break
    before = after
  }
  await page.close()
  return Buffer.from(before, 'base64')
}

async function capture(devtools: CDPSession): Promise<string> {
  await new Promise((resolve) => setTimeout(resolve, 400))
  const { data } = await devtools.send('Page.captureScreenshot', { format: 'webp', quality: QUALITY })
  return data
}
