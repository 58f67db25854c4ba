import type { KeyRole } from '@isola/domain'

/** What a role may do, as the table of permissions has it. */
export const ROLE_WORDS: Record<KeyRole, string> = {
  viewer: 'Sees workloads, logs, statistics and history.',
  operator: 'Also creates, kills and retries workloads, and reports on held ones of its own.',
  admin: 'Also corrects, overrides and deletes, and manages users and keys.',
  runner: 'Claims workloads and runs them; sees those it has leased, and nothing else.',
}
