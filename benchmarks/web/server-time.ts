import { Agent, get } from 'node:http'
import type { Figure } from '../figure.ts'
import { median, quantile } from '../measure.ts'
import type { WebGroup } from './group.ts'
import type { PageUnderTest } from './pages.ts'
import type { Served } from './served.ts'

interface Times {
  firstMs: number
  lastMs: number
}

const WARM_UP = 20
const REQUESTS = 100

/** Whole pages for somebody who has signed in, one request after another, compressed as for a browser. */
export const serverTime: WebGroup = {
  name: 'server',
  async measure(served) {
    const agent = new Agent({ keepAlive: true, maxSockets: 1 })
    try {
      const figures: Figure[] = []
      for (const page of served.pages) figures.push(...(await measurePage(served, page, agent)))
      return figures
    } finally {
      agent.destroy()
    }
  },
}

async function measurePage(served: Served, page: PageUnderTest, agent: Agent): Promise<Figure[]> {
  const times: Times[] = []
  for (let round = 0; round < WARM_UP + REQUESTS; round++) times.push(await request(served, page, agent))
  const measured = times.slice(WARM_UP)
  const figure = (name: string, taken: number[]): Figure => ({
    name: `${page.name}, to the ${name} of the page, p95`,
    size: served.size,
    value: quantile(taken, 0.95),
    unit: 'ms',
    beside: { what: 'p50', value: median(taken) },
  })
  return [
    figure(
      'first byte',
      measured.map(({ firstMs }) => firstMs),
    ),
    {
      ...figure(
        'last byte',
        measured.map(({ lastMs }) => lastMs),
      ),
      target: { of: 'value', atMost: 150 },
    },
  ]
}

function request({ url, cookie }: Served, { path }: PageUnderTest, agent: Agent) {
  const { promise, resolve, reject } = Promise.withResolvers<Times>()
  const startedAt = performance.now()
  const since = () => performance.now() - startedAt
  get(url + path, { agent, headers: { cookie, 'accept-encoding': 'br' } }, (response) => {
    if (response.statusCode !== 200) reject(new Error(`${path} answered with ${response.statusCode}`))
    let firstMs = Number.NaN
    response.once('data', () => {
      firstMs = since()
    })
    response.once('end', () => resolve({ firstMs, lastMs: since() }))
    response.once('error', reject)
  }).on('error', reject)
  return promise
}
