import { z } from 'zod'

type Environment = Record<string, string | undefined>

/** A whole number as an environment gives it: in digits, and nothing else. */
export function wholeNumberSetting(least: number, most: number) {
  const error = `must be a whole number from ${least} to ${most}`
  return z
    .string()
    .regex(/^\d{1,9}$/, error)
    .transform(Number)
    .refine((value) => value >= least && value <= most, error)
}

/**
 * A path. Node expands nothing in a .env file, nor does a container: `~`, `$HOME` and systemd's `%h` would name a folder
 * of that name in the repository, which the next checkout may remove.
 */
export const folderSetting = z
  .string()
  .min(1)
  .refine(
    (path) => !/^(?:[~$]|%[A-Za-z])/.test(path),
    'must not begin with ~, $HOME or %h, which are not expanded here: write the whole path',
  )

/** An empty variable is one that was not set: so say .env files and containers. */
export const givenSettings = (environment: Environment): Record<string, string> =>
  Object.fromEntries(
    Object.entries(environment).filter((entry): entry is [string, string] => Boolean(entry[1])),
  )

/** @returns the settings, or one line for each variable that is wrong; none repeats a value, which may be a secret */
export function parseSettings<Schema extends z.ZodType>(
  schema: Schema,
  environment: Environment,
): { settings: z.output<Schema> } | { problems: string[] } {
  const result = schema.safeParse(givenSettings(environment))
  if (result.success) return { settings: result.data }
  const problems = new Map(result.error.issues.map(({ path, message }) => [path.join('.'), message]))
  return { problems: [...problems].map(([name, message]) => `${name}: ${message}`) }
}
