import type { BrowserContext, Page } from 'playwright-core'

/** What no page may do, whatever it shows: errors, dialogs, reports of the content security policy. */
export interface Watch {
  problems: string[]
  /** Statuses of HTTP that the test provokes: browsers write every refused request to the console. */
  expect(...statuses: number[]): void
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
    expect: (...statuses) => {
      for (const status of statuses) expected.add(String(status))
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
    if (status === undefined || !expected.has(status))
      problems.push(`console: ${message.text()} ${message.location().url}`)
  })
}
