import type { Browser, Page } from 'playwright-core'
import type { Figure } from '../figure.ts'
import { median, quantile } from '../measure.ts'
import { openContext, withBrowser } from './browser.ts'
import type { WebGroup } from './group.ts'
import type { Served } from './served.ts'
import { STEPS } from './steps.ts'

const ROUNDS = 10
/** A browser tells no shorter ones, and these to 8 ms. */
const LEAST_MS = 16

type Watched = typeof globalThis & { interactions: number[] }

/** From the event to the next frame, as the browser itself measures: clicks and keys as by a hand, on pages just opened. */
export const interactions: WebGroup = {
  name: 'interactions',
  measure: (served) =>
    withBrowser(async (browser) => {
      const taken = new Map<string, number[]>()
      for (let round = 0; round < ROUNDS; round++) await measureRound(browser, served, taken)
      const figures = [...taken].map(([name, each]) => toFigure(served, name, Math.max(...each), each))
      const slowest = figures.reduce((one, other) => (other.value > one.value ? other : one))
      const all = [...taken.values()].flat()
      return [
        ...figures.map((figure) => ({ ...figure, detail: true as const })),
        {
          ...slowest,
          name: `slowest of ${figures.length} interactions, longest of ${ROUNDS}: ${slowest.name}`,
        },
        toFigure(served, `all ${all.length} interactions, p98`, quantile(all, 0.98), all),
      ]
    }),
}

const toFigure = ({ size }: Served, name: string, value: number, each: number[]): Figure => ({
  name,
  size,
  value,
  unit: 'ms',
  beside: { what: 'p50', value: median(each) },
  target: { of: 'value', atMost: 100 },
})

async function measureRound(browser: Browser, served: Served, taken: Map<string, number[]>): Promise<void> {
  const context = await openContext(browser, served)
  await context.addInitScript(watchInteractions, LEAST_MS)
  const page = await context.newPage()
  for (const { name, path } of served.pages) {
    await page.goto(path)
    await page.getByText('Live', { exact: true }).first().waitFor()
    for (const [what, act, isDone] of STEPS[name] ?? []) {
      await settle(page)
      await page.evaluate(() => {
        ;(globalThis as Watched).interactions = []
      })
      await act(page)
      await isDone(page).catch((cause) => {
        throw new Error(`“${what}” led to ${page.url()}, and no further`, { cause })
      })
      await settle(page)
      const durations = await page.evaluate(() => (globalThis as Watched).interactions)
      const key = `${name}: ${what}`
      taken.set(key, [...(taken.get(key) ?? []), Math.max(LEAST_MS, ...durations)])
    }
  }
  await context.close()
}

/** What was under way is over, and the browser has reported it. */
const settle = (page: Page): Promise<void> =>
  page.evaluate(
    () =>
      new Promise((resolve) => {
        requestIdleCallback(() => requestAnimationFrame(() => setTimeout(resolve, 100)), { timeout: 1_000 })
      }),
  )

/** Runs in the page. */
function watchInteractions(durationThreshold: number): void {
  const interactions: number[] = []
  Object.assign(globalThis, { interactions })
  new PerformanceObserver((list) => {
    for (const { duration, interactionId } of list.getEntries() as PerformanceEventTiming[]) {
      if (interactionId) (globalThis as Watched).interactions.push(duration)
    }
  }).observe({ type: 'event', buffered: true, durationThreshold } as PerformanceObserverInit)
}
