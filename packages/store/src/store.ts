import type {
  Activity,
  ActivityQuery,
  Actor,
  AppendLogResult,
  Attention,
  AuditEntry,
  AuditInput,
  AuditQuery,
  Backend,
  Change,
  ChangeOptions,
  Claim,
  ClaimInput,
  CreateWorkloadInput,
  Durations,
  EventsQuery,
  FinishResult,
  KeysetQuery,
  LeaseState,
  ListLogLinesQuery,
  ListWorkloadsQuery,
  LogLinesInput,
  LogPage,
  Page,
  ReasonedOptions,
  RegisterRunnerInput,
  RetryOptions,
  Runner,
  RunnerReportInput,
  StatsFilter,
  TerminalStatus,
  Timestamp,
  WorkKind,
  Workload,
  WorkloadEvent,
  WorkloadPage,
  WorkloadStats,
  WorkloadStatus,
  WorkloadSummary,
  WorkloadUpdate,
} from '@isola/domain'
import type { Commit } from './commit.ts'
import type { ChangesQuery } from './events/list-changes.ts'
import type { VerifyReport } from './maintenance/verify.ts'

export interface StoreHealth {
  /** How far the clock stands behind the newest workload's creation: new work gets that time until it has caught up. */
  clockBehindMs: number
}

/**
 * The system of record. Every verb either does all it says or rejects with an `IsolaError` and has done nothing; a write
 * has reached the disk when its promise resolves. `testing/exercise-store.ts` says whether an implementation is one.
 *
 * Verbs that change a workload check in this order: input, not found, forbidden, nothing to change (`updateWorkload`
 * only), revision, transition, right to amend, reason.
 */
export interface Store {
  /** A new pending workload. @throws IDEMPOTENCY_MISMATCH, PAYLOAD_TOO_LARGE, FORBIDDEN (import without the right) */
  createWorkload(input: CreateWorkloadInput, actor: Actor): Promise<Workload>
  /** @throws WORKLOAD_NOT_FOUND */
  getWorkload(id: string): Promise<Workload>
  /** Without its source, output and error. @throws WORKLOAD_NOT_FOUND */
  getWorkloadSummary(id: string): Promise<WorkloadSummary>
  /** A page by id, newest first unless asked otherwise; stable under inserts. */
  listWorkloads(query?: ListWorkloadsQuery): Promise<WorkloadPage>
  /** Any of the mutable fields in one statement. @throws INVALID_TRANSITION, REVISION_CONFLICT, FORBIDDEN */
  updateWorkload(
    id: string,
    update: WorkloadUpdate,
    actor: Actor,
    options?: ChangeOptions,
  ): Promise<WorkloadSummary>
  /** Always a transition. @throws INVALID_TRANSITION, also for the status it has; REVISION_CONFLICT, FORBIDDEN */
  updateWorkloadStatus(
    id: string,
    status: WorkloadStatus,
    actor: Actor,
    options?: ChangeOptions,
  ): Promise<WorkloadSummary>
  /** From any status to any other terminal one, marked as an override. @throws INVALID_TRANSITION for the status it has */
  overrideWorkloadStatus(
    id: string,
    status: TerminalStatus,
    actor: Actor,
    options: ReasonedOptions,
  ): Promise<WorkloadSummary>
  /** Killed at once, or, when leased, by request. @throws INVALID_TRANSITION for one that has ended */
  killWorkload(id: string, actor: Actor, options?: ChangeOptions): Promise<WorkloadSummary>
  /** A new pending workload for the same work. @throws NOT_TERMINAL, IDEMPOTENCY_MISMATCH */
  retryWorkload(id: string, actor: Actor, options?: RetryOptions): Promise<Workload>
  /** Forgotten by every list, log and aggregate; its events stay, their values blanked. @throws NOT_TERMINAL */
  deleteWorkload(id: string, actor: Actor, options: ReasonedOptions): Promise<void>
  addNote(id: string, text: string, actor: Actor): Promise<WorkloadEvent>

  /** The record as it is now. */
  getWorkloadStats(filter?: StatsFilter): Promise<WorkloadStats>
  /** What happened in a range of time. */
  getActivity(query: ActivityQuery): Promise<Activity>
  getDurations(filter?: StatsFilter): Promise<Durations>
  /** What a person should look at. */
  getAttention(): Promise<Attention>

  /**
   * A workload's history, oldest first unless `order` says otherwise; with `deleted: false` only of one that is there.
   * @throws WORKLOAD_NOT_FOUND
   */
  listEvents(id: string, query?: EventsQuery, options?: { deleted?: boolean }): Promise<Page<WorkloadEvent>>
  /** Lines of a held workload; a batch may be sent again. @throws INVALID_INPUT for another line under a used number */
  appendLogLines(id: string, lines: LogLinesInput, actor: Actor): Promise<AppendLogResult>
  /** @param options.bytes where a page ends, if not at `LIMITS.pageBytes`. @throws WORKLOAD_NOT_FOUND */
  listLogLines(id: string, query?: ListLogLinesQuery, options?: { bytes?: number }): Promise<LogPage>
  /** Takes lines older than `before` out of all logs, in slices between other writes; answers how many. */
  removeOldLogLines(before: Timestamp): Promise<number>

  appendAudit(entry: AuditInput, actor: Actor): Promise<AuditEntry>
  /** Newest first. With a filter a page may be short, or empty, and still not be the last. */
  listAudit(query?: AuditQuery): Promise<Page<AuditEntry>>

  /**
   * What happened after the event `after`, in the order of commits; each with its workload as it is now. It may be fewer
   * than `limit`, where `bytes` of JSON are reached first: only an empty answer says that there is no more.
   */
  listChanges(query: ChangesQuery): Promise<Change[]>
  /** The number of the newest event; 0 before the first. */
  getLatestSeq(): Promise<number>
  /** Calls `listener` after each commit, once it is on disk and its writers were answered. Returns how to unsubscribe. */
  onCommit(listener: (commit: Commit) => void): () => void
  /** The actor is the runner; registered again it has started anew, and earlier starts are refused. */
  registerRunner(input: RegisterRunnerInput, actor: Actor): Promise<Runner>
  /** A page of those that are registered, by id, greatest first. */
  listRunners(query?: KeysetQuery): Promise<Page<Runner>>
  /** Every isolation, and what the live runners together offer of it. */
  listBackends(): Promise<Backend[]>
  /** The kinds of work that a runner offers, by its latest registration; none when it never registered. */
  listOffers(runnerId: string): Promise<WorkKind[]>
  /**
   * Leases the oldest workload that the runner can run; null when there is none, and once `signal` has aborted. The same
   * claim again answers the same while its lease lives. @throws INVALID_INPUT, FORBIDDEN for an earlier start
   */
  claim(input: ClaimInput, actor: Actor, signal?: AbortSignal): Promise<Claim | null>
  /** @throws LEASE_LOST */
  renewLease(id: string, leaseToken: string, actor: Actor): Promise<LeaseState>
  /** Lines of a leased workload. @throws LEASE_LOST, and what `appendLogLines` throws */
  reportLogs(id: string, leaseToken: string, lines: LogLinesInput, actor: Actor): Promise<AppendLogResult>
  /** A leased workload's whole outcome, once. @throws LEASE_LOST when it ended otherwise: the report is kept as an event */
  finish(id: string, leaseToken: string, report: RunnerReportInput, actor: Actor): Promise<FinishResult>
  /** Fails what has lost its runner, by no clock that jumps; answers how many. To be called every few seconds. */
  expireLeases(): Promise<number>
  /** Fails what no live runner has offered to run for so long; answers how many. To be called every few seconds. */
  failUnsupported(afterSeconds: number): Promise<number>
  /** Really writes. @throws STORE_FULL, STORE_READ_ONLY, STORE_CORRUPT, STORE_BUSY */
  checkWritable(): Promise<StoreHealth>
  /** Writes that wait for their batch. */
  queuedWrites(): number
  /** A full scan against every aggregate; seconds at a million workloads, beside everything else. */
  verify(): Promise<VerifyReport>
  /** Writes every aggregate anew; writers wait meanwhile. */
  rebuildStats(): Promise<void>
  /** A consistent copy of one moment, made while running. @throws INVALID_INPUT when `path` exists */
  backup(path: string): Promise<void>
  /** Takes no more work, waits for what is under way and lets go of the file. */
  close(): Promise<void>
}
