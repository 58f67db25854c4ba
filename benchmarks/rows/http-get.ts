import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { Agent, get } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { createIsolaClient } from '@isola/client'
import type { Figure } from '../figure.ts'
import { type SpawnedServer, spawnServer } from '../http/spawn-server.ts'
import { median, type Operation, throughput } from '../measure.ts'
import { CALLERS } from '../options.ts'
import { copyOnDisk } from '../seed/cached-seed.ts'
import type { Group, Setting } from './group.ts'
import { withStore } from './with-store.ts'

/** `workload.get`, of our server and of a bare one that holds a copy of the same record, in turn. */
export const httpGet: Group = {
  name: 'http',
  writes: true,
  async measure({ options, size, file, copy }: Setting): Promise<Figure[]> {
    const key = `isk_${randomBytes(32).toString('base64url')}`
    const dataDir = mkdtempSync(join(tmpdir(), 'isola-bench-'))
    copyOnDisk(file, join(dataDir, 'isola.db'))
    const ours = await spawnServer('../../apps/server/src/main.ts', [], {
      ISOLA_DATA_DIR: dataDir,
      ISOLA_PORT: '0',
      ISOLA_BOOTSTRAP_KEY: key,
      ISOLA_EMBEDDED_RUNNER: 'off',
    })
    const bare = await spawnServer('./bare-server.ts', [copy('bare')])
    const agent = new Agent({ keepAlive: true, maxSockets: CALLERS })
    try {
      const ids = await someIds(file, size, options.reads)
      const repeated = Array.from({ length: options.sharedOperations }, (_, i) => ids[i % ids.length] ?? '')
      const clientCalls = (server: SpawnedServer): Operation[] => {
        const client = createIsolaClient({ url: server.url, apiKey: key })
        return repeated.map((id) => () => client.workload.get.query({ id }))
      }
      const requests = (server: SpawnedServer): Operation[] =>
        repeated.map((id) => () => request(agent, server.url, key, id))
      return [
        await pair(
          'workload.get through the typed client, 64 callers',
          size,
          options.rounds,
          clientCalls,
          ours,
          bare,
        ),
        await pair('workload.get, one request each, 64 callers', size, options.rounds, requests, ours, bare),
        {
          name: 'memory of the server after that',
          size,
          value: ours.residentBytes() / 1_000_000,
          unit: 'MB',
        },
      ]
    } finally {
      agent.destroy()
      await Promise.all([ours.stop(), bare.stop()])
      rmSync(dataDir, { recursive: true })
    }
  },
}

const someIds = (file: string, size: number, count: number): Promise<string[]> =>
  withStore(file, async (_store, db) =>
    db
      .prepare('SELECT id FROM workloads WHERE rowid % ? = 0 LIMIT ?')
      .pluck()
      .all(Math.max(1, Math.floor(size / count / 2)), count)
      .map(String),
  )

/** Without a client of ours, and without a batch: what a single request costs. */
function request(agent: Agent, url: string, key: string, id: string): Promise<unknown> {
  const input = encodeURIComponent(JSON.stringify({ id }))
  return new Promise((resolve, reject) => {
    get(
      `${url}/api/trpc/workload.get?input=${input}`,
      { agent, headers: { authorization: `Bearer ${key}` } },
      (response) => {
        if (response.statusCode !== 200) reject(new Error(`Answered with ${response.statusCode}`))
        text(response).then(resolve, reject)
      },
    ).on('error', reject)
  })
}

async function pair(
  name: string,
  size: number,
  rounds: number,
  operationsOf: (server: SpawnedServer) => Operation[],
  ours: SpawnedServer,
  bare: SpawnedServer,
): Promise<Figure> {
  const measure = (server: SpawnedServer) => throughput(operationsOf(server), CALLERS)
  await measure(ours)
  await measure(bare)
  const [mine, theirs]: [number[], number[]] = [[], []]
  for (let round = 0; round < rounds; round++) {
    mine.push(await measure(ours))
    theirs.push(await measure(bare))
  }
  return {
    name,
    size,
    value: median(mine),
    unit: '/s',
    beside: { what: 'bare tRPC', value: median(theirs) },
    ratio: median(mine.map((value, i) => value / (theirs[i] ?? Number.NaN))),
    target: { of: 'ratio', atLeast: 0.8 },
  }
}
