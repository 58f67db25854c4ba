import { chmodSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { hostname } from 'node:os'
import { join } from 'node:path'
import { pino } from 'pino'
import { describe, expect, it } from 'vitest'
import { parseConfig } from './config.ts'
import { startServer } from './start-server.ts'
import { ask, call } from './testing/ask.ts'
import { scratchFolder } from './testing/scratch-folder.ts'
import { BOOTSTRAP_KEY, launch, spawnServer, stop } from './testing/spawn-server.ts'

const person = { name: 'Ada', email: 'ada@example.com', password: 'correct horse battery' }

describe('a start', () => {
  it('says where it is, where its data is, and how to become the first admin; later, how to sign in', async () => {
    const server = await spawnServer()
    const { url, dataDir, setUpToken: token } = server
    expect(url).toMatch(/^http:\/\/localhost:\d+$/)
    expect(server.err()).toContain(`Its data is in ${dataDir}`)
    expect(server.err()).toContain(`  ${url}/setup?token=${token}`)
    expect(server.err()).not.toContain('/sign-in')
    expect((await ask(url, '/healthz')).status).toBe(200)
    expect((await ask(url, '/api/auth/set-up', { body: { token, ...person } })).status).toBe(200)
    await stop(server)

    const again = await spawnServer({ dataDir })
    expect(again.setUpToken).toBeNull()
    expect(again.err()).toContain(`Sign in at ${again.url}/sign-in`)
    const { email, password } = person
    expect((await ask(again.url, '/api/auth/sign-in/email', { body: { email, password } })).status).toBe(200)
  })

  it('prints another link each time until it was used', async () => {
    const first = await spawnServer()
    await stop(first)
    const second = await spawnServer({ dataDir: first.dataDir })
    expect(second.setUpToken).toMatch(/^[A-Za-z0-9_-]{43}$/)
    expect(second.setUpToken).not.toBe(first.setUpToken)
    const body = { token: first.setUpToken, ...person }
    expect((await ask(second.url, '/api/auth/set-up', { body })).status).toBe(403)
  })

  it('takes the bootstrap key on once, and says that it ignores it from then on', async () => {
    const env = { ISOLA_BOOTSTRAP_KEY: BOOTSTRAP_KEY }
    const first = await spawnServer({ env })
    expect(first.err()).toContain('is now an admin’s API key')
    expect(
      await call(first.url, 'admin.keys.list', BOOTSTRAP_KEY, undefined, { method: 'GET' }),
    ).toMatchObject({
      items: [{ name: 'bootstrap', role: 'admin' }],
    })
    await stop(first)
    const other = { ISOLA_BOOTSTRAP_KEY: `${BOOTSTRAP_KEY}other` }
    const second = await spawnServer({ dataDir: first.dataDir, env: other })
    expect(second.err()).toContain('is ignored')
    await call(second.url, 'stats.summary', BOOTSTRAP_KEY, undefined, { method: 'GET' })
    await expect(
      call(second.url, 'stats.summary', `${BOOTSTRAP_KEY}other`, {}, { method: 'GET' }),
    ).rejects.toThrow('answered 401')
    for (const said of [first, second]) expect(said.err() + said.out()).not.toContain(BOOTSTRAP_KEY)
  })

  it('says an address that leads there, whatever address it listens on', async () => {
    const server = await spawnServer({ env: { ISOLA_HOST: '127.0.0.2' } })
    expect(server.url).toMatch(/^http:\/\/127\.0\.0\.2:\d+$/)
    expect((await ask(server.url, '/healthz')).status).toBe(200)
  })

  it('answers whoever came before it was ready', async () => {
    // Taken from a server that has just let go of it.
    const { url, dataDir } = await spawnServer().then(async (server) => {
      await stop(server)
      return server
    })
    const starting = spawnServer({ dataDir, env: { ISOLA_PORT: new URL(url).port } })
    const early = (async () => {
      for (;;) {
        const answer = await ask(url, '/readyz').catch(() => null)
        if (answer) return answer
      }
    })()
    expect(await early).toMatchObject({ status: 200, text: '{"ready":true}' })
    await starting
  })
})

describe('a start that cannot be', () => {
  it('because the port is taken says so in one line, and lets go of the data folder', async () => {
    const first = await spawnServer()
    const { port } = new URL(first.url)
    const { server: second } = launch({ env: { ISOLA_PORT: port } })
    expect(await second.exited).toEqual({ code: 1, signal: null })
    expect(second.err()).toBe(`ISOLA_PORT: another program has port ${port}\n`)
    expect(second.out()).toBe('')
    const third = await spawnServer({ dataDir: second.dataDir })
    expect((await ask(third.url, '/readyz')).status).toBe(200)
  })

  it('lets go of everything it had, for whoever tries again in the same process', async () => {
    const log = pino({ level: 'silent' })
    const { url } = await spawnServer()
    const dataDir = join(scratchFolder(), 'data')
    const settings = { ISOLA_DATA_DIR: dataDir, ISOLA_PORT: new URL(url).port }
    const configOf = (environment: Record<string, string>) => {
      const parsed = parseConfig(environment)
      if ('problems' in parsed) throw new Error(parsed.problems.join())
      return parsed.config
    }
    for (let attempt = 0; attempt < 3; attempt++)
      await expect(startServer(configOf(settings), log)).rejects.toThrow('ISOLA_PORT')
    const server = await startServer(configOf({ ...settings, ISOLA_PORT: '0' }), log)
    expect((await ask(server.url, '/readyz')).status).toBe(200)
    await server.stop()
    await expect(ask(server.url, '/readyz')).rejects.toThrow('ECONNREFUSED')
  })

  it('because another process has the folder names that process', async () => {
    const first = await spawnServer()
    const { server: second } = launch({ dataDir: first.dataDir })
    expect(await second.exited).toEqual({ code: 1, signal: null })
    const { dataDir, pid } = first
    const since = /since \S+/.exec(readFileSync(join(dataDir, 'isola.db.owner'), 'utf8'))?.[0]
    expect(second.err()).toBe(
      `${dataDir}/isola.db is in use by process ${pid} on ${hostname()}, ${since}; one process at a time can open it\n`,
    )
    expect((await ask(first.url, '/readyz')).status).toBe(200)
  })

  const FOLDERS: [what: string, folder: () => string, code: string][] = [
    ['a file system that makes no folders', () => '/proc/canary-folder', 'ENOENT'],
    ['a file system that makes no folders, deeper', () => '/proc/canary/folder', 'ENOENT'],
    ['a file system that keeps no files', () => '/proc', 'ENOENT'],
    ['a file in its way', () => fileIn(scratchFolder()), 'EEXIST'],
    ['a file above it', () => join(fileIn(scratchFolder()), 'data'), 'EEXIST|ENOTDIR'],
  ]
  const fileIn = (folder: string): string => {
    const file = join(folder, 'canary-file')
    writeFileSync(file, '')
    return file
  }

  it.each(FOLDERS)('because of %s names ISOLA_DATA_DIR and why', async (_what, folder, code) => {
    const { server } = launch({ env: { ISOLA_DATA_DIR: folder() } })
    expect(await server.exited).toEqual({ code: 1, signal: null })
    expect(server.err()).toMatch(
      new RegExp(`^ISOLA_DATA_DIR: the folder could not be (?:made|written to) \\((?:${code})\\)\n$`),
    )
    expect(server.out()).toBe('')
  })

  it('because of the host or the folder names the setting, and repeats no value', async () => {
    const cases = [
      { ISOLA_HOST: 'canary-host.invalid' },
      { ISOLA_HOST: '203.0.113.77' },
      { ISOLA_DATA_DIR: '/dev/null/canary-folder' },
    ]
    for (const env of cases) {
      const { server } = launch({ env })
      expect(await server.exited).toEqual({ code: 1, signal: null })
      expect(server.err()).toMatch(new RegExp(`^${Object.keys(env)[0]}: [^\n]+\n$`))
      expect(server.err()).not.toMatch(/canary|203\.0/)
    }
  })
})

describe('the data folder', () => {
  const modeOf = (path: string) => (statSync(path).mode & 0o777).toString(8)
  const modesIn = (folder: string) =>
    Object.fromEntries(readdirSync(folder).map((name) => [name, modeOf(join(folder, name))]))

  it('is its owner’s alone, with every file in it, the log included, also after a restart', async () => {
    const env = { ISOLA_BOOTSTRAP_KEY: BOOTSTRAP_KEY }
    let dataDir = join(scratchFolder(), 'deep', 'data')
    for (let start = 0; start < 2; start++) {
      const server = await spawnServer({ dataDir, env })
      await call(server.url, 'workload.create', BOOTSTRAP_KEY, { runtime: 'node', hold: true })
      const modes = modesIn(dataDir)
      expect(Object.keys(modes)).toEqual(
        expect.arrayContaining(['isola.db', 'isola.db-wal', 'cookie-secret']),
      )
      expect(new Set(Object.values(modes))).toEqual(new Set(['600']))
      expect([modeOf(dataDir), modeOf(join(dataDir, '..'))]).toEqual(['700', '700'])
      await stop(server)
      expect(new Set(Object.values(modesIn(dataDir)))).toEqual(new Set(['600']))
      // What was in the log is in the file: a copy of that alone is whole.
      expect(readdirSync(dataDir)).not.toContain('isola.db-wal')
      dataDir = server.dataDir
    }
  })

  it('that stood there open is closed, unless it holds what is not ours: then its owner is told', async () => {
    const [alone, shared] = [scratchFolder(), scratchFolder()]
    for (const folder of [alone, shared]) chmodSync(folder, 0o755)
    writeFileSync(join(shared, 'letters.txt'), 'of somebody else')
    const first = await spawnServer({ dataDir: alone })
    expect([modeOf(alone), first.out()]).toEqual(['700', expect.not.stringContaining('open to others')])
    const second = await spawnServer({ dataDir: shared })
    expect([modeOf(shared), second.out()]).toEqual(['755', expect.stringContaining('open to others')])
    expect(modesIn(shared)).toMatchObject({
      'isola.db': '600',
      'isola.db-wal': '600',
      'cookie-secret': '600',
    })
  })
})
