import { describe, expect, it } from 'vitest'
import { readSecret, runnerKeyOf } from './secret.ts'
import { CarelessSession } from './testing/careless-session.ts'
import { Planted } from './testing/planted.ts'
import { BOOTSTRAP_KEY, spawnServer, stop } from './testing/spawn-server.ts'

const leaking = (words: string, secrets: string[]) => secrets.filter((secret) => words.includes(secret))

describe('secrets', () => {
  it('are in no line of the log, nor in what people are told, nor in any refusal, wherever they were put', async () => {
    const env = {
      ISOLA_LOG_LEVEL: 'debug',
      ISOLA_BOOTSTRAP_KEY: BOOTSTRAP_KEY,
      ISOLA_TRUSTED_PROXIES: 'loopback',
      ISOLA_EMBEDDED_RUNNER: 'on',
    }
    const server = await spawnServer({ env })
    const planted = new Planted()
    const session = new CarelessSession(server, planted)
    await session.run()
    await stop(server)

    // The one place for the token is the link in the greeting.
    const greeting = /^\n.*?\n\n/s.exec(server.err())?.[0] ?? ''
    expect(greeting.split(String(server.setUpToken))).toHaveLength(2)
    expect(server.err().slice(greeting.length)).toBe('')

    const runnerKey = runnerKeyOf(readSecret(server.dataDir))
    const { refusals } = session
    const real = [...session.real, runnerKey, runnerKey.slice(4)]
    expect(server.out()).toContain('"part":"runner"')
    expect(real.every((secret) => secret.length > 20)).toBe(true)
    expect(planted.all.length).toBeGreaterThan(80)
    expect(refusals.length).toBeGreaterThan(100)
    expect(server.out().split('\n').length).toBeGreaterThan(80)
    expect(leaking(server.out(), [...real, ...planted.all])).toEqual([])
    const answers = refusals.join('\n')
    expect(leaking(answers, real)).toEqual([])
    expect(
      leaking(
        answers,
        planted.all.filter((canary) => !planted.names.includes(canary)),
      ),
    ).toEqual([])
    expect(answers).not.toMatch(/node_modules|\.ts:\d+|\n\s+at /)
  })
})
