import { describe } from 'vitest'
import { exerciseAcceptance } from './exercise-acceptance.ts'
import { exerciseActivity } from './exercise-activity.ts'
import { exerciseAmend } from './exercise-amend.ts'
import { exerciseAnnouncements } from './exercise-announcements.ts'
import { exerciseAttention } from './exercise-attention.ts'
import { exerciseAudit } from './exercise-audit.ts'
import { exerciseCause } from './exercise-cause.ts'
import { exerciseChanges } from './exercise-changes.ts'
import { exerciseCheckOrder } from './exercise-check-order.ts'
import { exerciseClaim } from './exercise-claim.ts'
import { exerciseClock } from './exercise-clock.ts'
import { exerciseCommits } from './exercise-commits.ts'
import { exerciseCreate } from './exercise-create.ts'
import { exerciseCreateInput } from './exercise-create-input.ts'
import { exerciseDelete } from './exercise-delete.ts'
import { exerciseDurations } from './exercise-durations.ts'
import { exerciseExpiry } from './exercise-expiry.ts'
import { exerciseFilters } from './exercise-filters.ts'
import { exerciseFinish } from './exercise-finish.ts'
import { exerciseHealth } from './exercise-health.ts'
import { exerciseHistory } from './exercise-history.ts'
import { exerciseIdempotency } from './exercise-idempotency.ts'
import { exerciseKill } from './exercise-kill.ts'
import { exerciseLeasedWorkload } from './exercise-leased-workload.ts'
import { exerciseLeases } from './exercise-leases.ts'
import { exerciseListLogs } from './exercise-list-logs.ts'
import { exerciseLists } from './exercise-lists.ts'
import { exerciseLiveFilters } from './exercise-live-filters.ts'
import { exerciseLogLimits } from './exercise-log-limits.ts'
import { exerciseLogRetention } from './exercise-log-retention.ts'
import { exerciseLogs } from './exercise-logs.ts'
import { exerciseLongLists } from './exercise-long-lists.ts'
import { exerciseMaintenance } from './exercise-maintenance.ts'
import { exerciseOutput } from './exercise-output.ts'
import { exerciseOverride } from './exercise-override.ts'
import { exercisePageBytes } from './exercise-page-bytes.ts'
import { exerciseRaces } from './exercise-races.ts'
import { exerciseRepeatedReport } from './exercise-repeated-report.ts'
import { exerciseRetry } from './exercise-retry.ts'
import { exerciseRunners } from './exercise-runners.ts'
import { exerciseScopes } from './exercise-scopes.ts'
import { exerciseStats } from './exercise-stats.ts'
import { exerciseStatus } from './exercise-status.ts'
import { exerciseTimes } from './exercise-times.ts'
import { exerciseUnsupported } from './exercise-unsupported.ts'
import { exerciseUpdate } from './exercise-update.ts'
import { type OpenStoreForTest, storeTest } from './store-test.ts'

/**
 * The conformance suite: what every store has to promise, said through the `Store` interface alone, so that any
 * implementation can be held to it.
 */
export function exerciseStore(name: string, open: OpenStoreForTest): void {
  const it = storeTest(open)
  describe(name, () => {
    exerciseAcceptance(it)
    exerciseCreate(it)
    exerciseCreateInput(it)
    exerciseIdempotency(it)
    exerciseUpdate(it)
    exerciseOutput(it)
    exerciseCause(it)
    exerciseTimes(it)
    exerciseRepeatedReport(it)
    exerciseAmend(it)
    exerciseStatus(it)
    exerciseOverride(it)
    exerciseKill(it)
    exerciseRunners(it)
    exerciseClaim(it)
    exerciseLeases(it)
    exerciseLeasedWorkload(it)
    exerciseFinish(it)
    exerciseExpiry(it)
    exerciseUnsupported(it)
    exerciseRetry(it)
    exerciseDelete(it)
    exerciseHistory(it)
    exerciseClock(it)
    exerciseScopes(it)
    exerciseCheckOrder(it)
    exerciseRaces(it)
    exerciseLists(it)
    exerciseFilters(it)
    exerciseLiveFilters(it)
    exerciseLongLists(it)
    exercisePageBytes(it)
    exerciseStats(it)
    exerciseActivity(it)
    exerciseDurations(it)
    exerciseAttention(it)
    exerciseLogs(it)
    exerciseLogLimits(it)
    exerciseListLogs(it)
    exerciseLogRetention(it)
    exerciseAudit(it)
    exerciseChanges(it)
    exerciseCommits(it)
    exerciseAnnouncements(it)
    exerciseHealth(it)
    exerciseMaintenance(it)
  })
}
