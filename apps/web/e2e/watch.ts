import type { BrowserContext, Page } from 'playwright-core'

/** What no page may do, whatever it shows: errors, dialogs, reports of the content security policy. */
export interface Watch {
  problems: string[]
  /** What the test provokes: statuses of HTTP, because browsers write every refused request to the console, and words. */
  expect(...what: (number | string)[]): void
}

export async function watch(context: BrowserContext): Promise<Watch> {
  const problems: string[] = []
  const expected = new Set<string>()
  await context.exposeBinding('reportViolation', (_source, text: string) => {
    problems.push(`policy: ${text}`)
  })
  await context.addInitScript(() => {
    document.addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI, sample }) => {
      const { reportViolation } = globalThis as unknown as { reportViolation(text: string): void }
      reportViolation(`${violatedDirective} ${blockedURI} ${sample}`)
    })
  })
  context.on('page', (page) => watchPage(page, problems, expected))
  return {
    problems,
    expect: (...what) => {
      for (const one of what) expected.add(String(one))
    },
  }
}

function watchPage(page: Page, problems: string[], expected: ReadonlySet<string>): void {
  page.on('pageerror', (error) => problems.push(`error: ${error.message}`))
  page.on('dialog', (dialog) => {
    problems.push(`dialog: ${dialog.message()}`)
    void dialog.dismiss()
  })
  page.on('console', (message) => {
    if (message.type() !== 'error') return
    const status = /responded with a status of (\d+)/.exec(message.text())?.[1]
    const words = [...expected].some((one) => message.text().includes(one))
    if (status === undefined ? !words : !expected.has(status))
      problems.push(`console: ${message.text()} ${message.location().url}`)
  })
}
