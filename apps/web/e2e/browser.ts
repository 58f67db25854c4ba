import { type Browser, chromium, type Page } from 'playwright-core'

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

export const launchBrowser = (): Promise<Browser> =>
  chromium.launch({ executablePath: CHROMIUM, args: FLAGS })

/** Once the page is hydrated and follows the stream of changes; where it is narrow, it does not say so aloud. */
export const alive = (page: Page): Promise<void> =>
  page
    .getByRole('status')
    .getByText('Live', { exact: true })
    .or(page.getByText('Live', { exact: true }))
    .first()
    .waitFor({ state: 'attached' })
