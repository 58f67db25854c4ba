import { copyFileSync, cpSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { parseConfig, ROOT, SETTINGS, unknownSettings } from './config.ts'
import { scratchFolder } from './testing/scratch-folder.ts'
import { launch, spawnServer } from './testing/spawn-server.ts'

/** Values that no setting may have; one of each stands in the spawned test too. */
const BAD: Record<string, string[]> = {
  ISOLA_PORT: ['65536', '-1', '80.5', 'http', ' ', '0x1F90', '1e3', '٤٧٤٧', '4747 ', '9'.repeat(400)],
  // biome-ignore lint/suspicious/noTemplateCurlyInString: as it stands in a .env file
  ISOLA_DATA_DIR: ['~', '~/isola', '~isola/data', '$HOME/isola', '${HOME}/isola', '%h/isola'],
  ISOLA_PUBLIC_URL: [
    ...[
      'isola.example.com',
      'ftp://isola.example.com',
      'https://',
      'javascript:alert(1)',
      'https://x.org/path',
    ],
    ...['https://user:S3CRET@x.org', 'https://x.org?q', 'https://x.org#x', 'https://x.org:99999', '//x.org'],
  ],
  ISOLA_DURABILITY: ['FULL', 'none', 'constructor'],
  ISOLA_BOOTSTRAP_KEY: ['S3CRET', `isk_${'S3CRET'.repeat(3)}`, `isk_${'S3CRET!'.repeat(8)}`],
  ISOLA_RATE_LIMIT: ['0', '-5', '1.5', 'many', ' ', '1e9'],
  ISOLA_TRUSTED_PROXIES: ['nonsense', '10.0.0.0/33', '10.0.0.1,nonsense', '*'],
  ISOLA_LOG_RETENTION_DAYS: ['0', '-1', 'ever', 'Infinity', 'NaN'],
  ISOLA_UNSUPPORTED_AFTER_SECONDS: ['-1', '1.5', 'never', '1e3', '1000000000'],
  ISOLA_LOG_LEVEL: ['verbose', 'INFO', 'trace', '__proto__'],
}

const problemsOf = (environment: Record<string, string>): string[] => {
  const parsed = parseConfig(environment)
  return 'problems' in parsed ? parsed.problems : []
}

describe('the settings', () => {
  it('all have a default', () => {
    expect(parseConfig({})).toMatchObject({
      config: {
        ISOLA_HOST: '127.0.0.1',
        ISOLA_PORT: 4747,
        ISOLA_DATA_DIR: join(ROOT, 'data'),
        ISOLA_DURABILITY: 'full',
        ISOLA_TRUSTED_PROXIES: [],
        ISOLA_UNSUPPORTED_AFTER_SECONDS: 600,
        ISOLA_LOG_LEVEL: 'info',
      },
    })
  })

  it('count as unset when they are empty', () => {
    const empty = Object.fromEntries(SETTINGS.map((name) => [name, '']))
    expect(parseConfig(empty)).toEqual(parseConfig({}))
  })

  it('are read as they are meant', () => {
    const { config } = parseConfig({
      ISOLA_PORT: '08080',
      ISOLA_DATA_DIR: 'elsewhere/data',
      ISOLA_PUBLIC_URL: 'HTTPS://Isola.Example.com:443/',
      ISOLA_TRUSTED_PROXIES: ' 10.0.0.0/8 , loopback,, ::1 ',
      ISOLA_RATE_LIMIT: '600',
    }) as { config: object }
    expect(config).toMatchObject({
      ISOLA_PORT: 8080,
      ISOLA_DATA_DIR: join(ROOT, 'elsewhere/data'),
      ISOLA_PUBLIC_URL: 'https://isola.example.com',
      ISOLA_TRUSTED_PROXIES: ['10.0.0.0/8', 'loopback', '::1'],
      ISOLA_RATE_LIMIT: 600,
    })
  })

  for (const [name, values] of Object.entries(BAD)) {
    it(`refuse a bad ${name} in one line that does not repeat it`, () => {
      for (const value of values) {
        const problems = problemsOf({ [name]: value })
        expect([value, problems]).toEqual([value, [expect.stringMatching(`^${name}: [^\n]+$`)]])
        if (value.length > 8) expect(problems[0]).not.toContain(value)
        expect(problems[0]).not.toContain('S3CRET')
      }
    })
  }

  it('tell a retention of no days from one that is no number', () => {
    expect(problemsOf({ ISOLA_LOG_RETENTION_DAYS: '0' })).toEqual([
      'ISOLA_LOG_RETENTION_DAYS: must be more than 0',
    ])
    expect(problemsOf({ ISOLA_LOG_RETENTION_DAYS: 'ever' })).toEqual([
      'ISOLA_LOG_RETENTION_DAYS: must be a number',
    ])
  })

  it('that are of no use are those that look like ours and are not', () => {
    const environment = { ISOLA_PROT: '1', ISOLA_PORT: '1', PATH: '/bin', ISOLATION: 'x', ISOLA_: 'y' }
    expect(unknownSettings(environment)).toEqual(['ISOLA_PROT', 'ISOLA_'])
  })
})

describe('a start with bad settings', () => {
  it('stops with one line for each variable, without a value, and touches nothing', async () => {
    const env = Object.fromEntries(Object.entries(BAD).map(([name, [value = '']]) => [name, value]))
    const { server } = launch({ env })
    expect(await server.exited).toEqual({ code: 1, signal: null })
    const lines = server.err().trimEnd().split('\n')
    expect(lines.map((line) => line.split(':', 1)[0]).sort()).toEqual(Object.keys(BAD).sort())
    expect(server.err()).not.toContain('S3CRET')
    expect(server.out()).toBe('')
  })

  it('warns of a variable that looks like one of ours, by its name alone', async () => {
    const server = await spawnServer({ env: { ISOLA_PROT: 'S3CRET' } })
    const [line = ''] = server.out().split('\n')
    expect(JSON.parse(line)).toMatchObject({ level: 40, name: 'ISOLA_PROT' })
    expect(server.out() + server.err()).not.toContain('S3CRET')
  })
})

describe('a .env at the root', () => {
  it('is read, and what the environment says goes before it', async () => {
    // The app as it stands, at the root of another house.
    const root = scratchFolder()
    const [here, there] = [join(ROOT, 'apps/server'), join(root, 'apps/server')]
    mkdirSync(there, { recursive: true })
    cpSync(join(here, 'src'), join(there, 'src'), { recursive: true })
    copyFileSync(join(here, 'package.json'), join(there, 'package.json'))
    symlinkSync(join(here, 'node_modules'), join(there, 'node_modules'))
    const settings = [
      'ISOLA_PUBLIC_URL=https://isola.example.com',
      'ISOLA_DATA_DIR=kept',
      'ISOLA_LOG_LEVEL=nonsense',
    ]
    writeFileSync(join(root, '.env'), settings.join('\n'))
    const unset = { ISOLA_PUBLIC_URL: undefined, ISOLA_DATA_DIR: undefined } as unknown as Record<
      string,
      string
    >
    const env = { ...unset, ISOLA_LOG_LEVEL: 'warn', ISOLA_PORT: '0' }
    const server = await spawnServer({ main: join(there, 'src/main.ts'), env })
    expect(server.url).toBe('https://isola.example.com')
    expect(server.err()).toContain(`Its data is in ${join(root, 'kept')}\n`)
    expect(server.err()).toContain('https://isola.example.com/setup?token=')
  })
})
