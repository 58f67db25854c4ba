import { describe, expect, it } from 'vitest'
import { ask, bearer, call } from './testing/ask.ts'
import { BOOTSTRAP_KEY, serverOfThisFile } from './testing/spawn-server.ts'

const server = serverOfThisFile({ ISOLA_BOOTSTRAP_KEY: BOOTSTRAP_KEY })
const CANARY = 'canary-71f0'

const NAME = '[a-zA-Z_:][a-zA-Z0-9_:]*'
const LABELS = String.raw`\{${NAME}="(?:[^"\\\n]|\\[\\"n])*"(?:,${NAME}="(?:[^"\\\n]|\\[\\"n])*")*\}`
/** The text format of Prometheus, line by line. */
const LINE = new RegExp(
  String.raw`^(?:# HELP ${NAME} .*|# TYPE ${NAME} (?:counter|gauge|histogram|summary|untyped)|${NAME}(?:${LABELS})? (?:[-+]?\d[\d.e+-]*|NaN|[-+]Inf))$`,
)

async function scrape(): Promise<{ type: string | undefined; lines: string[] }> {
  const { headers, text } = await ask(server().url, '/metrics')
  return { type: headers['content-type'], lines: text.split('\n').filter((line) => line !== '') }
}

/** By its name and labels as they stand there. */
async function sampleOf(series: string): Promise<number> {
  const { lines } = await scrape()
  const line = lines.find((candidate) => candidate.startsWith(`${series} `))
  if (!line) throw new Error(`There is no ${series}`)
  return Number(line.slice(series.length + 1))
}

const create = (input: object) => call(server().url, 'workload.create', BOOTSTRAP_KEY, input)

describe('metrics', () => {
  it('are text that Prometheus reads, each series of a declared type and named once', async () => {
    await create({ runtime: 'node', hold: true })
    const { type, lines } = await scrape()
    expect(type).toMatch(/^text\/plain; version=0\.0\.4/)
    expect(lines.filter((line) => !LINE.test(line))).toEqual([])
    const series = lines.filter((line) => !line.startsWith('#')).map((line) => line.replace(/ \S+$/, ''))
    expect(new Set(series).size).toBe(series.length)
    const declared = lines.flatMap((line) => /^# TYPE (\S+)/.exec(line)?.[1] ?? [])
    const families = series.map((name) => name.replace(/\{.*/, '').replace(/_(bucket|sum|count)$/, ''))
    expect(
      families.filter((name) => !declared.includes(name) && !declared.includes(`${name}_count`)),
    ).toEqual([])
    expect(declared).toEqual(
      expect.arrayContaining([
        'isola_http_request_seconds',
        'isola_workloads',
        'isola_workloads_by_isolation',
        'isola_write_lane_depth',
        'isola_subscribers',
        'isola_write_batch_size',
        'process_resident_memory_bytes',
        'nodejs_eventloop_lag_seconds',
      ]),
    )
  })

  it('count what there is: every status and isolation has a series, 0 included', async () => {
    const before = await sampleOf('isola_workloads{status="pending"}')
    const batches = await sampleOf('isola_write_batch_size_sum')
    for (let n = 0; n < 3; n++) await create({ runtime: 'node', isolation: 'isolate', hold: true })
    expect(await sampleOf('isola_workloads{status="pending"}')).toBe(before + 3)
    expect(await sampleOf('isola_workloads_by_isolation{isolation="isolate"}')).toBe(3)
    expect(await sampleOf('isola_write_batch_size_sum')).toBeGreaterThanOrEqual(batches + 3)
    for (const status of ['running', 'completed', 'failed', 'killed'])
      expect(await sampleOf(`isola_workloads{status="${status}"}`)).toBe(0)
    for (const isolation of ['auto', 'sandbox', 'gvisor', 'microvm'])
      expect(await sampleOf(`isola_workloads_by_isolation{isolation="${isolation}"}`)).toBeGreaterThanOrEqual(
        0,
      )
    expect(await sampleOf('isola_write_lane_depth')).toBe(0)
    for (const stream of ['changes', 'log', 'wait'])
      expect(await sampleOf(`isola_subscribers{stream="${stream}"}`)).toBe(0)
    expect(await sampleOf('isola_subscribers{stream="runner"}')).toBeGreaterThanOrEqual(0)
  })

  it('hold no name, id, label or anything else that somebody made up', async () => {
    const { id } = await create({
      runtime: 'node',
      hold: true,
      name: `${CANARY}-name`,
      labels: { [`${CANARY}-label`]: `${CANARY}-value` },
    })
    await create({ runtime: CANARY }).catch(() => undefined)
    const paths = [
      `/${CANARY}`,
      `/api/${CANARY}`,
      `/api/trpc/${CANARY}`,
      `/api/trpc/workload.get,${CANARY}?batch=1`,
      `/api/auth/${CANARY}`,
      `/api/trpc/workload.list?${CANARY}`,
    ]
    for (const path of paths) await ask(server().url, path, { headers: bearer(`isk_${CANARY}`) })
    const { lines } = await scrape()
    const text = lines.join('\n')
    for (const secret of [CANARY, String(id), 'bootstrap', BOOTSTRAP_KEY, server().dataDir])
      expect(text).not.toContain(secret)
  })

  it('have as many series as there are routes and statuses, however many paths were tried', async () => {
    const series = async () => (await scrape()).lines.filter((line) => line.includes('isola_http_request'))
    for (let n = 0; n < 3; n++) await ask(server().url, `/x/${n}`)
    const before = await series()
    for (let n = 0; n < 50; n++) {
      await ask(server().url, `/page-${n}`)
      await ask(server().url, `/api/no-${n}`)
    }
    const known = new Set(before.map((line) => line.replace(/ \S+$/, '')))
    const routes = (await series()).flatMap((line) => /route="([^"]+)"/.exec(line)?.[1] ?? [])
    expect(routes.every((route) => !/\d/.test(route))).toBe(true)
    expect(new Set(routes).size).toBeLessThanOrEqual(12)
    expect(known.size).toBeGreaterThan(10)
  })
})
