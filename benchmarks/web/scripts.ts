import type { Browser, Request } from 'playwright-core'
import type { Figure } from '../figure.ts'
import { openContext, withBrowser } from './browser.ts'
import type { WebGroup } from './group.ts'
import type { PageUnderTest } from './pages.ts'
import type { Served } from './served.ts'

const QUIET_MS = 2_000

/** Scripts as they come over the wire when a page is opened and nothing is touched. */
export const scripts: WebGroup = {
  name: 'scripts',
  measure: (served) =>
    withBrowser(async (browser) => {
      const figures: Figure[] = []
      for (const page of served.pages) figures.push(await measurePage(browser, served, page))
      return figures
    }),
}

async function measurePage(browser: Browser, served: Served, { name, path, scriptsAtMost }: PageUnderTest) {
  const context = await openContext(browser, served)
  const page = await context.newPage()
  const requests: Request[] = []
  page.on('requestfinished', (request) => {
    if (request.resourceType() === 'script') requests.push(request)
  })
  await page.goto(path, { waitUntil: 'load' })
  await page.getByText('Live', { exact: true }).first().waitFor()
  for (let count = -1; count !== requests.length; await page.waitForTimeout(QUIET_MS)) count = requests.length
  const sizes = await Promise.all(requests.map(async (request) => (await request.sizes()).responseBodySize))
  await context.close()
  const figure: Figure = {
    name: `${name}, scripts, compressed`,
    size: served.size,
    value: sizes.reduce((sum, size) => sum + size, 0) / 1_000,
    unit: 'KB',
  }
  return scriptsAtMost ? { ...figure, target: { of: 'value' as const, atMost: scriptsAtMost } } : figure
}
