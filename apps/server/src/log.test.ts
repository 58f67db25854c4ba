import { describe, expect, it } from 'vitest'
import { ask, bearer, call, open } from './testing/ask.ts'
import { sendRaw } from './testing/careless-session.ts'
import { BOOTSTRAP_KEY, spawnServer, stop } from './testing/spawn-server.ts'

type Line = Record<string, unknown>

/** Runs `work` against a server, and answers its log once it has ended. */
async function logOf(level: string, work: (url: string) => Promise<unknown>): Promise<Line[]> {
  const env = { ISOLA_LOG_LEVEL: level, ISOLA_BOOTSTRAP_KEY: BOOTSTRAP_KEY }
  const server = await spawnServer({ env })
  await work(server.url)
  await stop(server)
  return server
    .out()
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line))
}

const requestsIn = (lines: Line[]) => lines.filter(({ msg }) => msg === 'request')

describe('the log', () => {
  it('is one JSON object a line, with time and level, and the request’s id wherever there is one', async () => {
    const ids: unknown[] = []
    const lines = await logOf('debug', async (url) => {
      const headers = bearer(BOOTSTRAP_KEY)
      const body = { email: 'nobody@example.com', password: 'wrong password!' }
      for (const [path, asked] of [
        ['/?q=1', {}],
        ['/api/trpc/workload.list?input=%7B%7D', { headers }],
        ['/api/trpc/workload.list,system.info?batch=1', { headers }],
        ['/api/trpc/nothing', { headers }],
        ['/api/auth/sign-in/email?x=1', { body }],
        ['/readyz', {}],
      ] as const)
        ids.push((await ask(url, path, asked)).headers['x-request-id'])
    })
    for (const line of lines)
      expect(line).toMatchObject({
        level: expect.any(Number),
        time: expect.stringMatching(/^\d{4}-.*Z$/),
        msg: expect.any(String),
      })
    const requests = requestsIn(lines)
    expect(requests.map(({ requestId }) => requestId)).toEqual(ids)
    expect(requests.map(({ method, route, status }) => [method, route, status])).toEqual([
      // Without pages, where they have not been built.
      ['GET', 'page', expect.any(Number)],
      ['GET', 'workload.list', 200],
      ['GET', 'batch', 200],
      ['GET', 'other', 404],
      ['POST', 'auth', 401],
      ['GET', 'readyz', 200],
    ])
    // What sign-in reports belongs to its request.
    expect(lines.find(({ part }) => part === 'sign-in')).toMatchObject({ requestId: ids[4], level: 40 })
    expect(lines.at(-1)).toMatchObject({ signal: 'SIGTERM', msg: 'stopping' })
  })

  it('tells of refused requests alone, unless more is asked; and of nothing that went well when less is', async () => {
    const work = async (url: string) => {
      await ask(url, '/healthz')
      await ask(url, '/api/nothing')
    }
    expect(requestsIn(await logOf('info', work))).toMatchObject([{ status: 404 }])
    expect(requestsIn(await logOf('warn', work))).toEqual([])
  })

  it('does not blame those who leave: neither who is following nor who is still sending', async () => {
    const lines = await logOf('debug', async (url) => {
      const stream = await open(url, '/api/trpc/workload.changes', { headers: bearer(BOOTSTRAP_KEY) })
      stream.destroy()
      for (const path of ['/api/auth/sign-in/email', '/api/trpc/workload.create']) {
        const head = 'host: x\r\ncontent-type: application/json\r\ncontent-length: 1000'
        await sendRaw(url, `POST ${path} HTTP/1.1\r\n${head}\r\n\r\n{"half":`)
      }
      await call(url, 'system.info', BOOTSTRAP_KEY, undefined, { method: 'GET' })
    })
    expect(lines.filter(({ level }) => Number(level) >= 50)).toEqual([])
    expect(requestsIn(lines).filter(({ status }) => status === 499).length).toBeGreaterThanOrEqual(1)
  })
})
