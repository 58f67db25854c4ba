import { availableParallelism, hostname } from 'node:os'
import { isAbsolute, resolve } from 'node:path'
import { apiKeySecret } from '@isola/domain'
import { z } from 'zod'

export const ROOT = resolve(import.meta.dirname, '../../..')

const whole = (least: number, most: number) => {
  const error = `must be a whole number from ${least} to ${most}`
  return z
    .string()
    .regex(/^\d{1,9}$/, error)
    .transform(Number)
    .refine((value) => value >= least && value <= most, error)
}

/** Every setting, with its default; docs/operations.md says what each does. */
const settings = z.object({
  ISOLA_URL: z.url({ protocol: /^https?$/, error: 'must be an address with http:// or https://' }),
  ISOLA_RUNNER_KEY: apiKeySecret,
  ISOLA_RUNNER_NAME: z.string().min(1).max(200).default(hostname()),
  ISOLA_RUNNER_CAPACITY: whole(1, 1_000).default(2 * availableParallelism()),
  ISOLA_RUNNER_DATA_DIR: z
    .string()
    .min(1)
    .default('./data-runner')
    .transform((folder) => (isAbsolute(folder) ? folder : resolve(ROOT, folder))),
  ISOLA_RUNNER_DRAIN_SECONDS: whole(0, 86_400).default(5),
  ISOLA_LOG_LEVEL: z.enum(['silent', 'error', 'warn', 'info', 'debug']).default('info'),
})
export type Config = z.output<typeof settings>

/** @returns the settings, or one line for each variable that is wrong; none repeats a value, which may be a secret */
export function parseConfig(
  environment: Record<string, string | undefined>,
): { config: Config } | { problems: string[] } {
  // An empty variable is one that was not set: so say .env files and containers.
  const given = Object.entries(environment).filter(([, value]) => value !== '')
  const result = settings.safeParse(Object.fromEntries(given))
  if (result.success) return { config: result.data }
  const problems = new Map(result.error.issues.map(({ path, message }) => [path.join('.'), message]))
  return { problems: [...problems].map(([name, message]) => `${name}: ${message}`) }
}
