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
 * A path. Only a shell replaces `~`, and a .env file or a unit file has none: it would name a folder called `~` in the
 * repository, which the next checkout may remove.
 */
export const folderSetting = z
  .string()
  .min(1)
  .refine(
    (path) => !path.startsWith('~'),
    'must not begin with ~, which is not expanded here: write the whole path',
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
