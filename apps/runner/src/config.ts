import { availableParallelism, hostname } from 'node:os'
import { isAbsolute, resolve } from 'node:path'
import { apiKeySecret, folderSetting, parseSettings, wholeNumberSetting } from '@isola/domain'
import { z } from 'zod'

export const ROOT = resolve(import.meta.dirname, '../../..')

/** Every setting, with its default; docs/operations.md says what each does. */
const settings = z.object({
  ISOLA_URL: z.url({ protocol: /^https?$/, error: 'must be an address with http:// or https://' }),
  ISOLA_RUNNER_KEY: apiKeySecret,
  ISOLA_RUNNER_NAME: z.string().min(1).max(200).default(hostname()),
  ISOLA_RUNNER_CAPACITY: wholeNumberSetting(1, 1_000).default(2 * availableParallelism()),
  ISOLA_RUNNER_DATA_DIR: folderSetting
    .default('./data-runner')
    .transform((folder) => (isAbsolute(folder) ? folder : resolve(ROOT, folder))),
  ISOLA_RUNNER_DRAIN_SECONDS: wholeNumberSetting(0, 86_400).default(5),
  ISOLA_LOG_LEVEL: z.enum(['silent', 'error', 'warn', 'info', 'debug']).default('info'),
})
export type Config = z.output<typeof settings>

export function parseConfig(
  environment: Record<string, string | undefined>,
): { config: Config } | { problems: string[] } {
  const parsed = parseSettings(settings, environment)
  return 'problems' in parsed ? parsed : { config: parsed.settings }
}
