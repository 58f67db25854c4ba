export { type Activity, type ActivityQuery, activity, activityQuery } from './activity.ts'
export { type Actor, type ActorIdentity, actor, actorIdentity, hasFullScope } from './actor.ts'
export { ACTOR_KINDS, type ActorKind } from './actor-kind.ts'
export {
  type ApiKey,
  apiKey,
  apiKeyId,
  apiKeyPage,
  apiKeySecret,
  type CreateApiKeyInput,
  type CreatedApiKey,
  createApiKeyInput,
  createdApiKey,
} from './api-key.ts'
export { type Attention, attention } from './attention.ts'
export {
  type AuditEntry,
  type AuditInput,
  type AuditQuery,
  auditEntry,
  auditInput,
  auditPage,
  auditQuery,
  SIGN_IN_FAILED,
} from './audit.ts'
export { type Change, change, type FilteredChange, filteredChange } from './change.ts'
export {
  type ChangeOptions,
  changeOptions,
  type ReasonedOptions,
  type RetryOptions,
  reasonedOptions,
  retryOptions,
} from './change-options.ts'
export { checkMembers } from './check-members.ts'
export { type Clock, systemClock } from './clock.ts'
export { bucketEdges, bucketOf } from './duration-bucket.ts'
export { errorLine } from './error-line.ts'
export {
  type InputIssue,
  InvalidInputError,
  InvalidTransitionError,
  IsolaError,
  type IsolaErrorCode,
  type IsolaErrorData,
  isIsolaError,
  isolaErrorData,
  type LastEvent,
  type TooLarge,
  WorkloadNotFoundError,
} from './errors.ts'
export { type WorkloadEvent, workloadEvent } from './event.ts'
export { EVENT_KINDS, type EventKind } from './event-kind.ts'
export { isExactNumber, lossyNumberPath, markLossyNumbers, pathOfMark } from './exact-number.ts'
export {
  type ListWorkloadsQuery,
  listWorkloadsQuery,
  type ParsedWorkloadFilter,
  type WorkloadFilter,
  workloadFilter,
} from './filter.ts'
export { fold } from './fold.ts'
export { workloadId } from './id.ts'
export { type JsonValue, jsonValue } from './json.ts'
export { hasMoreParts } from './json-text.ts'
export { type Labels, labels } from './label.ts'
export { type Lease, lease } from './lease.ts'
export {
  CAUSES,
  type Cause,
  ISOLATIONS,
  type Isolation,
  RUNTIMES,
  type Runtime,
  STATUSES,
  TERMINAL_STATUSES,
  type TerminalStatus,
  type WorkloadStatus,
} from './lifecycle.ts'
export { cause, isolation, runtime, terminalStatus, workloadStatus } from './lifecycle-schemas.ts'
export { LIMITS } from './limits.ts'
export {
  type AppendLogResult,
  appendLogResult,
  type ListLogLinesQuery,
  type LogLine,
  type LogLinesInput,
  type LogPage,
  listLogLinesQuery,
  logLine,
  logLinesInput,
  logPage,
} from './log.ts'
export { matchesFilter } from './matches-filter.ts'
export { outputInput, type WorkloadOutput, workloadOutput } from './output.ts'
export {
  type EventsQuery,
  eventPage,
  eventsQuery,
  type KeysetQuery,
  keysetQuery,
  type Page,
  type PageBounds,
  PageBuilder,
  pageOf,
  type SequenceQuery,
  sequenceQuery,
  toPage,
  type WorkloadPage,
  workloadPage,
} from './page.ts'
export { inputError, parseInput } from './parse.ts'
export { fitsBatch, PRICES, type Price, priceOf } from './price.ts'
export { type KeyRole, keyRole, ROLES, type Role, role } from './role.ts'
export {
  type Capability,
  capability,
  type ListedRunner,
  listedRunner,
  type Runner,
  runner,
  runnerPage,
} from './runner.ts'
export {
  type Claim,
  type ClaimInput,
  claim,
  claimInput,
  type FinishResult,
  finishResult,
  type LeaseState,
  leaseState,
  leaseToken,
  type RegisterRunnerInput,
  registerRunnerInput,
} from './runner-protocol.ts'
export { type RunnerReport, type RunnerReportInput, runnerReport } from './runner-report.ts'
export { folderSetting, givenSettings, parseSettings, wholeNumberSetting } from './settings.ts'
export { sizeOf } from './size-of.ts'
export {
  type Durations,
  durations,
  emptyStats,
  type Percentiles,
  percentiles,
  type StatsFilter,
  statsFilter,
  type WorkloadStats,
  workloadStats,
} from './stats.ts'
export { type Backend, backend, type SystemInfo, systemInfo } from './system.ts'
export { phrase, text } from './text.ts'
export { type Timestamp, timestamp, toMs, toTimestamp } from './time.ts'
export { canTransition, isTerminal, predecessors, TRANSITIONS } from './transition.ts'
export { firstIdAt, idTime, WORKLOAD_ID } from './ulid.ts'
export {
  type CreateUserInput,
  createUserInput,
  email,
  password,
  type SetUpInput,
  setUpInput,
  type UpdateUserInput,
  type User,
  updateUserInput,
  user,
  userId,
  userPage,
} from './user.ts'
export { utf8Bytes } from './utf8-bytes.ts'
export { offeredBy, WORK_KINDS, type WorkKind, workKindKey } from './work-kind.ts'
export { type Workload, type WorkloadSummary, workload, workloadSummary } from './workload.ts'
export {
  type CreateWorkloadInput,
  createWorkloadInput,
  noteText,
  type ParsedCreateInput,
  reason,
  type WorkloadReport,
  type WorkloadUpdate,
  workloadUpdate,
} from './workload-input.ts'
