import { appendAudit } from './audit/append-audit.ts'
import { listAudit } from './audit/list-audit.ts'
import type { StoreContext } from './context.ts'
import { getLatestSeq } from './events/get-latest-seq.ts'
import { listChanges } from './events/list-changes.ts'
import { listEvents } from './events/list-events.ts'
import { claim } from './leases/claim.ts'
import { expireLeases } from './leases/expire-leases.ts'
import { failUnsupported } from './leases/fail-unsupported.ts'
import { finish } from './leases/finish.ts'
import { renewLease } from './leases/renew-lease.ts'
import { reportLogs } from './leases/report-logs.ts'
import { appendLogLines } from './logs/append-log-lines.ts'
import { listLogLines } from './logs/list-log-lines.ts'
import { removeOldLogLines } from './logs/remove-old-log-lines.ts'
import { backup } from './maintenance/backup.ts'
import { checkWritable } from './maintenance/check-writable.ts'
import { rebuildStats } from './maintenance/rebuild-stats.ts'
import { verify } from './maintenance/verify.ts'
import { listBackends } from './runners/list-backends.ts'
import { listOffers } from './runners/list-offers.ts'
import { listRunners } from './runners/list-runners.ts'
import { registerRunner } from './runners/register-runner.ts'
import { getActivity } from './stats/get-activity.ts'
import { getAttention } from './stats/get-attention.ts'
import { getDurations } from './stats/get-durations.ts'
import { getWorkloadStats } from './stats/get-workload-stats.ts'
import type { Store } from './store.ts'
import { addNote } from './workloads/add-note.ts'
import { createWorkload } from './workloads/create-workload.ts'
import { deleteWorkload } from './workloads/delete-workload.ts'
import { getWorkload } from './workloads/get-workload.ts'
import { getWorkloadSummary } from './workloads/get-workload-summary.ts'
import { killWorkload } from './workloads/kill-workload.ts'
import { listWorkloads } from './workloads/list-workloads.ts'
import { overrideWorkloadStatus } from './workloads/override-workload-status.ts'
import type { PurgeDeleted } from './workloads/purge-deleted.ts'
import { retryWorkload } from './workloads/retry-workload.ts'
import { updateWorkload } from './workloads/update-workload.ts'
import { updateWorkloadStatus } from './workloads/update-workload-status.ts'

/** The store's table of contents: each verb with the file it lives in. */
export const bindVerbs = (context: StoreContext, purge: PurgeDeleted): Omit<Store, 'close'> => ({
  createWorkload: (...args) => createWorkload(context, ...args),
  getWorkload: (...args) => getWorkload(context, ...args),
  getWorkloadSummary: (...args) => getWorkloadSummary(context, ...args),
  listWorkloads: (...args) => listWorkloads(context, ...args),
  updateWorkload: (...args) => updateWorkload(context, ...args),
  updateWorkloadStatus: (...args) => updateWorkloadStatus(context, ...args),
  overrideWorkloadStatus: (...args) => overrideWorkloadStatus(context, ...args),
  killWorkload: (...args) => killWorkload(context, ...args),
  retryWorkload: (...args) => retryWorkload(context, ...args),
  deleteWorkload: async (...args) => {
    await deleteWorkload(context, ...args)
    purge.wake()
  },
  addNote: (...args) => addNote(context, ...args),
  getWorkloadStats: (...args) => getWorkloadStats(context, ...args),
  getActivity: (...args) => getActivity(context, ...args),
  getDurations: (...args) => getDurations(context, ...args),
  getAttention: () => getAttention(context),
  listEvents: (...args) => listEvents(context, ...args),
  appendLogLines: (...args) => appendLogLines(context, ...args),
  listLogLines: (...args) => listLogLines(context, ...args),
  removeOldLogLines: (before) => removeOldLogLines(context, before),
  appendAudit: (...args) => appendAudit(context, ...args),
  listAudit: (...args) => listAudit(context, ...args),
  listChanges: (...args) => listChanges(context, ...args),
  getLatestSeq: () => getLatestSeq(context),
  onCommit: (listener) => context.lane.onCommit(listener),
  registerRunner: (...args) => registerRunner(context, ...args),
  listRunners: (...args) => listRunners(context, ...args),
  listBackends: () => listBackends(context),
  listOffers: (runnerId) => listOffers(context, runnerId),
  claim: (...args) => claim(context, ...args),
  renewLease: (...args) => renewLease(context, ...args),
  reportLogs: (...args) => reportLogs(context, ...args),
  finish: (...args) => finish(context, ...args),
  expireLeases: () => expireLeases(context),
  failUnsupported: (afterSeconds) => failUnsupported(context, afterSeconds),
  checkWritable: () => checkWritable(context),
  queuedWrites: () => context.lane.queued,
  verify: () => verify(context),
  rebuildStats: () => rebuildStats(context),
  backup: (path) => backup(context, path),
})
