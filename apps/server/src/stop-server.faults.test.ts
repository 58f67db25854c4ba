import { once } from 'node:events'
import { Agent } from 'node:http'
import { connect } from 'node:net'
import { text } from 'node:stream/consumers'
import { describe, expect, it } from 'vitest'
import { ask, bearer, open } from './testing/ask.ts'
import { findDamage, sayFigures } from './testing/lost-writes.ts'
import { BOOTSTRAP_KEY, type SpawnedServer, spawnServer } from './testing/spawn-server.ts'
import { isGone, putUnderLoad } from './testing/writers.ts'

const full = process.env.ISOLA_FAULTS === 'full'
const stops = full ? 100 : 3
const kills = full ? 50 : 2
const ENV = { ISOLA_BOOTSTRAP_KEY: BOOTSTRAP_KEY }

/** Asks for readiness, on a connection of its own, until there is nobody to answer. Resolves with the first answer. */
async function pollReadiness(url: string): Promise<{ answers: Promise<string[]> }> {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 })
  const read = async () => {
    const { status, text: body } = await ask(url, '/readyz', { agent })
    return `${status} ${body}`
  }
  const answers = [await read()]
  const poll = async () => {
    try {
      for (;;) {
        const answer = await read()
        if (answer !== answers.at(-1)) answers.push(answer)
      }
    } catch (error) {
      if (!isGone(error)) throw error
      return answers
    } finally {
      agent.destroy()
    }
  }
  return { answers: poll() }
}

/** Of a stream, everything until it ended; rejects when it was cut off. */
async function follow({ url }: SpawnedServer): Promise<{ ended: Promise<string> }> {
  const stream = await open(url, '/api/trpc/workload.changes', { headers: bearer(BOOTSTRAP_KEY) })
  return { ended: text(stream) }
}

describe('SIGTERM under load', () => {
  it(`turns readiness off first, loses nothing that was acknowledged, and ends streams (${stops} times)`, {
    timeout: stops * 30_000,
  }, async () => {
    const tally = { stops: 0, acknowledged: 0, refused: 0 }
    let dataDir: string | undefined
    for (let round = 0; round < stops; round++) {
      const server = await spawnServer({ env: ENV, ...(dataDir && { dataDir }) })
      dataDir = server.dataDir
      const stream = await follow(server)
      const readiness = await pollReadiness(server.url)
      const writers = putUnderLoad(server.url)
      await writers.reached(200 + Math.floor(Math.random() * 200))
      server.kill('SIGTERM')
      expect(await server.exited).toEqual({ code: 0, signal: null })
      await writers.ended
      expect(await readiness.answers).toEqual([
        '200 {"ready":true}',
        '503 {"ready":false,"reason":"STOPPING"}',
      ])
      // What came after the signal was told to come back later.
      expect(writers.refusals.filter((status) => status !== 503)).toEqual([])
      expect(await stream.ended).toContain('STORE_BUSY')
      expect(await findDamage(dataDir, writers.acknowledged)).toEqual({ lost: [], problems: [] })
      expect(server.out()).not.toMatch(/"level":[56]0/)
      tally.stops++
      tally.acknowledged += writers.acknowledged.size
      tally.refused += writers.refusals.length
    }
    sayFigures('SIGTERM under load, 0 lost', tally)
  })
})

describe('kill −9 under load', () => {
  it(`loses nothing that was acknowledged over HTTP (${kills} times)`, {
    timeout: kills * 30_000,
  }, async () => {
    const tally = { kills: 0, acknowledged: 0 }
    let dataDir: string | undefined
    for (let round = 0; round < kills; round++) {
      const server = await spawnServer({ env: ENV, ...(dataDir && { dataDir }) })
      dataDir = server.dataDir
      const writers = putUnderLoad(server.url)
      await writers.reached(1 + Math.floor(Math.random() * 400))
      server.kill('SIGKILL')
      expect(await server.exited).toEqual({ code: null, signal: 'SIGKILL' })
      await writers.ended
      expect(await findDamage(dataDir, writers.acknowledged)).toEqual({ lost: [], problems: [] })
      tally.kills++
      tally.acknowledged += writers.acknowledged.size
    }
    sayFigures('kill −9 under load over HTTP, 0 lost', tally)
  })
})

describe('a stop', () => {
  it('is the same by SIGINT, as at a keyboard', async () => {
    const server = await spawnServer({ env: ENV })
    server.kill('SIGINT')
    expect(await server.exited).toEqual({ code: 0, signal: null })
  })

  it('can be had at once by a second signal', async () => {
    const server = await spawnServer({ env: ENV })
    // Somebody who never sends the rest holds the first one up.
    const head = 'host: x\r\ncontent-type: application/json\r\ncontent-length: 1000'
    const socket = connect(Number(new URL(server.url).port), '127.0.0.1')
    socket.on('error', () => undefined)
    socket.write(`POST /api/auth/sign-in/email HTTP/1.1\r\n${head}\r\n\r\n{`)
    server.kill('SIGTERM')
    while (!server.out().includes('stopping')) await once(server.stdout, 'data')
    server.kill('SIGTERM')
    expect(await server.exited).toEqual({ code: null, signal: 'SIGTERM' })
  })

  it('waits for an answer that is under way, and takes nothing new meanwhile', async () => {
    const server = await spawnServer({ env: ENV })
    const created = await ask(server.url, '/api/trpc/workload.create', {
      headers: bearer(BOOTSTRAP_KEY),
      body: { runtime: 'node', hold: true },
    })
    const { id } = JSON.parse(created.text).result.data
    const input = encodeURIComponent(JSON.stringify({ id, timeoutSeconds: 50 }))
    const headers = bearer(BOOTSTRAP_KEY)
    const waiting = ask(server.url, `/api/trpc/workload.wait?input=${input}`, { headers })
    const metrics = async () => (await ask(server.url, '/metrics')).text
    await expect.poll(metrics, { timeout: 20_000 }).toContain('isola_subscribers{stream="wait"} 1')
    server.kill('SIGTERM')
    expect(await waiting).toMatchObject({ status: 200, text: expect.stringContaining('"done":false') })
    expect(await server.exited).toEqual({ code: 0, signal: null })
  })
})
