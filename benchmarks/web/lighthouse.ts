import { execFile } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { CHROMIUM, FLAGS } from '../../apps/web/e2e/browser.ts'
import type { Figure } from '../figure.ts'
import { median } from '../measure.ts'
import type { WebGroup } from './group.ts'
import type { PageUnderTest } from './pages.ts'
import type { Served } from './served.ts'

/** Fetched when it is first wanted: with what it brings, 114 packages and 176 MB, and nobody else needs it. */
const LIGHTHOUSE = 'lighthouse@13.5.0'
const ROUNDS = 5
const TARGETS = { performance: 95, accessibility: 100 } as const
type Category = keyof typeof TARGETS

/** Its desktop preset, for somebody who has signed in. */
export const lighthouse: WebGroup = {
  name: 'lighthouse',
  async measure(served) {
    const folder = mkdtempSync(join(tmpdir(), 'isola-bench-'))
    try {
      const figures: Figure[] = []
      for (const page of served.pages) figures.push(...(await measurePage(served, page, folder)))
      return figures
    } finally {
      rmSync(folder, { recursive: true })
    }
  },
}

async function measurePage(served: Served, page: PageUnderTest, folder: string): Promise<Figure[]> {
  const reports: Record<Category, number>[] = []
  for (let round = 0; round < ROUNDS; round++) reports.push(await report(served, page, folder))
  return (['performance', 'accessibility'] as const).map((category) => ({
    name: `${page.name}, Lighthouse ${category}, median of ${ROUNDS}`,
    size: served.size,
    value: median(reports.map((each) => each[category])),
    unit: 'points',
    target: { of: 'value', atLeast: TARGETS[category] },
  }))
}

async function report({ url, cookie }: Served, { path }: PageUnderTest, folder: string) {
  const [headers, output] = [join(folder, 'headers.json'), join(folder, 'report.json')]
  writeFileSync(headers, JSON.stringify({ cookie }))
  const args = [
    `--only-categories=${Object.keys(TARGETS)}`,
    '--preset=desktop',
    // The stream of changes never ends: it would wait 45 s for the network to fall silent.
    '--max-wait-for-load=10000',
    `--extra-headers=${headers}`,
    `--chrome-flags=--headless=new ${FLAGS.join(' ')}`,
    '--output=json',
    `--output-path=${output}`,
    '--quiet',
  ]
  const env = { ...process.env, CHROME_PATH: CHROMIUM }
  await promisify(execFile)('pnpm', ['dlx', LIGHTHOUSE, url + path, ...args], { cwd: folder, env })
  const { categories, finalDisplayedUrl, runtimeError } = JSON.parse(readFileSync(output, 'utf8')) as Report
  if (runtimeError) throw new Error(`Lighthouse could not measure ${path}: ${runtimeError.message}`)
  if (finalDisplayedUrl !== url + path) throw new Error(`Lighthouse was led to ${finalDisplayedUrl}`)
  const points = (category: Category) => Math.round(categories[category].score * 100)
  return { performance: points('performance'), accessibility: points('accessibility') }
}

interface Report {
  categories: Record<Category, { score: number }>
  finalDisplayedUrl: string
  runtimeError?: { message: string }
}
