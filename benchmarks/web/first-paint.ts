import type { Browser } from 'playwright-core'
import type { Figure } from '../figure.ts'
import { median, quantile } from '../measure.ts'
import { openContext, withBrowser } from './browser.ts'
import type { WebGroup } from './group.ts'
import type { PageUnderTest } from './pages.ts'
import type { Served } from './served.ts'

const ROUNDS = 21

type Watched = typeof globalThis & { paintedWithDataMs?: number }

/** From the start of the navigation, with an empty cache, to the frame that shows the page's data. */
export const firstPaint: WebGroup = {
  name: 'paint',
  measure: (served) =>
    withBrowser(async (browser) => {
      await load(browser, served, served.pages[0] as PageUnderTest)
      const figures: Figure[] = []
      for (const page of served.pages) figures.push(await measurePage(browser, served, page))
      return figures
    }),
}

async function measurePage(browser: Browser, served: Served, page: PageUnderTest): Promise<Figure> {
  const withData: number[] = []
  for (let round = 0; round < ROUNDS; round++) withData.push(await load(browser, served, page))
  return {
    name: `${page.name}, first contentful paint with data, p50`,
    size: served.size,
    value: median(withData),
    unit: 'ms',
    beside: { what: 'p95', value: quantile(withData, 0.95) },
    target: { of: 'value', atMost: 400 },
  }
}

async function load(browser: Browser, served: Served, { path, data }: PageUnderTest): Promise<number> {
  const context = await openContext(browser, served)
  try {
    await context.addInitScript(watchPaints, data)
    const page = await context.newPage()
    await page.goto(path, { waitUntil: 'load' })
    const painted = await page.waitForFunction(() => (globalThis as Watched).paintedWithDataMs)
    return (await painted.jsonValue()) as number
  } finally {
    await context.close()
  }
}

/** Runs in the page: looks before each frame whether it will show what is waited for. */
function watchPaints(selector: string): void {
  const look = () => {
    if (!document.querySelector(selector)?.checkVisibility()) return requestAnimationFrame(look)
    const shownMs = performance.now()
    const { port1, port2 } = new MessageChannel()
    // Comes when the frame is made.
    port1.onmessage = () => report(shownMs, performance.now())
    return port2.postMessage(null)
  }
  /** If it was the first frame, the browser itself says when it was on the screen. */
  const report = (shownMs: number, madeMs: number) => {
    const first = performance.getEntriesByName('first-contentful-paint')[0]
    if (!first) return setTimeout(report, 10, shownMs, madeMs)
    const paintedWithDataMs = first.startTime > shownMs ? first.startTime : madeMs
    return Object.assign(globalThis, { paintedWithDataMs })
  }
  requestAnimationFrame(look)
}
