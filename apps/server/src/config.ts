import { isAbsolute, resolve } from 'node:path'
import { clientAddress } from '@isola/auth'
import { apiKeySecret, folderSetting, givenSettings, parseSettings, wholeNumberSetting } from '@isola/domain'
import { z } from 'zod'

/** The repository. */
export const ROOT = resolve(import.meta.dirname, '../../..')

const proxies = z
  .string()
  .default('')
  .transform((list) => list.split(',').flatMap((entry) => entry.trim() || []))
  .refine(areAddresses, 'must be addresses or networks, separated by commas: 10.0.0.0/8, loopback')

const origin = z
  .string()
  .refine(isOrigin, 'must be http:// or https://, a name and perhaps a port, with nothing behind')
  .transform((url) => new URL(url).origin)

/** Every setting, with its default; docs/operations.md says what each does. */
const settings = z.object({
  ISOLA_HOST: z.string().min(1).default('127.0.0.1'),
  ISOLA_PORT: wholeNumberSetting(0, 65_535).default(4747),
  ISOLA_DATA_DIR: folderSetting
    .default('./data')
    .transform((folder) => (isAbsolute(folder) ? folder : resolve(ROOT, folder))),
  ISOLA_PUBLIC_URL: origin.optional(),
  ISOLA_DURABILITY: z.enum(['full', 'normal']).default('full'),
  ISOLA_EMBEDDED_RUNNER: z.enum(['on', 'off']).default('on'),
  /** Of the embedded runner, which reads its other settings itself. */
  ISOLA_RUNNER_DRAIN_SECONDS: wholeNumberSetting(0, 86_400).default(5),
  ISOLA_BOOTSTRAP_KEY: apiKeySecret.optional(),
  /** Calls and pages a minute of one person or key. */
  ISOLA_RATE_LIMIT: wholeNumberSetting(1, 1_000_000).optional(),
  ISOLA_TRUSTED_PROXIES: proxies,
  ISOLA_LOG_RETENTION_DAYS: z.coerce.number('must be a number').positive('must be more than 0').optional(),
  /** 0 lets work that nobody can run wait for ever. */
  ISOLA_UNSUPPORTED_AFTER_SECONDS: wholeNumberSetting(0, 999_999_999).default(600),
  ISOLA_LOG_LEVEL: z.enum(['silent', 'error', 'warn', 'info', 'debug']).default('info'),
})
export interface Config extends z.output<typeof settings> {
  /** What the embedded runner gets of the environment: what programs need to be found, and nothing that is secret. */
  runnerEnvironment: Record<string, string>
}
export const SETTINGS: readonly string[] = Object.keys(settings.shape)

const PASSED_ON = /^(?:PATH|HOME|TMPDIR|LANG|ISOLA_LOG_LEVEL|ISOLA_RUNNER_.+)$/

type Environment = Record<string, string | undefined>

/** @returns the settings, or one line for each variable that is wrong */
export function parseConfig(environment: Environment): { config: Config } | { problems: string[] } {
  const parsed = parseSettings(settings, environment)
  if ('problems' in parsed) return parsed
  const passedOn = Object.entries(givenSettings(environment)).filter(([name]) => PASSED_ON.test(name))
  return { config: { ...parsed.settings, runnerEnvironment: Object.fromEntries(passedOn) } }
}

/** Variables that look like ours and are not: most often a slip of the pen. A runner's it checks itself. */
export const unknownSettings = (environment: Environment): string[] =>
  Object.keys(environment).filter((name) => /^ISOLA_(?!RUNNER_)/.test(name) && !SETTINGS.includes(name))

function areAddresses(list: string[]): boolean {
  try {
    clientAddress(list)
    return true
  } catch {
    return false
  }
}

function isOrigin(text: string): boolean {
  const url = URL.parse(text)
  return url !== null && /^https?:$/.test(url.protocol) && url.href === `${url.origin}/`
}
