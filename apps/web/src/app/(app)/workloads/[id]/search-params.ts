import { parseAsBoolean, parseAsInteger, parseAsString, parseAsStringLiteral } from 'nuqs'

export const TABS = ['output', 'logs', 'code', 'history', 'related', 'json'] as const
export type Tab = (typeof TABS)[number]

export const searchParams = {
  tab: parseAsStringLiteral(TABS).withDefault('output'),
  /** A line of the log, by its number. */
  line: parseAsInteger,
  /** What the log is searched for. */
  find: parseAsString.withDefault(''),
  wrap: parseAsBoolean.withDefault(false),
  times: parseAsBoolean.withDefault(false),
}
