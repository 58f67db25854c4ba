import { bucketOf } from './duration-bucket.ts'
import { LIMITS } from './limits.ts'
import { utf8Bytes } from './utf8-bytes.ts'

/** What a call may cost at most, told from its name and input alone: nothing has been read yet. */
export interface Price {
  /** Of its answer, as JSON. */
  bytes: number
  /** Rows that it may look at because no index leads to what it asks for. */
  rows: number
}

/** A control character is one byte of UTF-8, and six of JSON. */
const ESCAPED = 6
/** Ids, times, counts and names of fields. */
const FIXED = 2_048
const PERSON = ESCAPED * (LIMITS.idLength + LIMITS.nameLength)
/** What lists hold of a workload. A hundred of them fit into a batch, and so do a hundred changes. */
const SUMMARY =
  FIXED +
  2 * PERSON +
  ESCAPED * (LIMITS.nameLength + LIMITS.errorLineLength) +
  ESCAPED * LIMITS.labels * (LIMITS.labelKeyLength + LIMITS.labelValueLength)
/** More than any batch may answer: what can hold an output or a source goes alone. */
const WHOLE = SUMMARY + ESCAPED * (LIMITS.sourceBytes + LIMITS.outputBytes + LIMITS.errorBytes)
/** A person, a key, or numbers. */
const SMALL = 2 * FIXED + 2 * PERSON
const NOTE = SMALL + ESCAPED * LIMITS.noteLength
const DURATION_BUCKET = 80
const ACTIVITY_POINT = 200

const answers =
  (bytes: number, rows = 0) =>
  (): Price => ({ bytes, rows })
const page =
  (itemBytes: number, scans: (input: unknown) => boolean = () => false) =>
  (input: unknown): Price => ({
    bytes: Math.min(LIMITS.pageBytes, itemBytes * limitOf(input) + FIXED),
    rows: scans(input) ? LIMITS.scannedRows : 0,
  })

/** THE table of prices, by the path of a procedure. */
export const PRICES: Readonly<Record<string, (input: unknown) => Price>> = {
  // Under a key it may answer with a workload that has long ended.
  'workload.create': (input) =>
    fieldOf(input, 'idempotencyKey') === undefined
      ? { bytes: SMALL + jsonBytes(input), rows: 0 }
      : { bytes: WHOLE, rows: 0 },
  'workload.get': answers(WHOLE),
  'workload.list': page(SUMMARY, (input) => listScans(fieldOf(input, 'filter'))),
  'workload.update': answers(SUMMARY),
  'workload.updateStatus': answers(SUMMARY),
  'workload.override': answers(SUMMARY),
  'workload.kill': answers(SUMMARY),
  'workload.retry': answers(WHOLE),
  'workload.delete': answers(SMALL),
  'workload.note': answers(NOTE),
  'workload.events': answers(LIMITS.pageBytes),
  'workload.wait': answers(WHOLE),
  'workload.changes': answers(LIMITS.streamPageBytes),
  'log.append': answers(SMALL),
  'log.list': (input) => ({
    bytes: LIMITS.pageBytes,
    rows: fieldOf(input, 'search') === undefined ? 0 : LIMITS.scannedRows,
  }),
  'log.tail': answers(LIMITS.streamPageBytes),
  'stats.summary': answers(SMALL),
  'stats.activity': (input) => ({ bytes: SMALL + ACTIVITY_POINT * activityPoints(input), rows: 0 }),
  'stats.durations': answers(SMALL + DURATION_BUCKET * (bucketOf(LIMITS.durationMs) + 1)),
  // The failures that nobody has retried are looked for among all of a day.
  'stats.attention': answers(LIMITS.pageBytes, LIMITS.scannedRows),
  'runner.register': answers(LIMITS.pageBytes),
  'runner.claim': answers(WHOLE),
  'runner.heartbeat': answers(SMALL),
  'runner.log': answers(SMALL),
  'runner.finish': answers(SUMMARY),
  'runner.list': answers(LIMITS.pageBytes),
  'admin.users.list': page(SMALL),
  'admin.users.create': answers(SMALL),
  'admin.users.update': answers(SMALL),
  'admin.users.remove': answers(SMALL),
  'admin.keys.list': page(SMALL),
  'admin.keys.create': answers(SMALL),
  'admin.keys.revoke': answers(SMALL),
  'admin.audit.list': (input) => ({
    bytes: LIMITS.pageBytes,
    rows: keysOf(input).some((key) => key !== 'cursor' && key !== 'limit') ? LIMITS.scannedRows : 0,
  }),
  'system.info': answers(SMALL),
  'system.backends': answers(LIMITS.pageBytes),
}

/** Of a call as it was sent, before its input is parsed. A procedure that there is not answers with next to nothing. */
export const priceOf = (path: string, input: unknown): Price =>
  (Object.hasOwn(PRICES, path) && PRICES[path]?.(input)) || { bytes: SMALL, rows: 0 }

/** Which calls one request may hold: the answers of a batch stand in memory together. */
export const fitsBatch = (prices: readonly Price[]): boolean =>
  total(prices, 'bytes') <= LIMITS.batchBytes && total(prices, 'rows') <= LIMITS.batchRows

const total = (prices: readonly Price[], what: keyof Price) =>
  prices.reduce((sum, price) => sum + price[what], 0)

/** What an index leads to, or a counter; see the plans of lists in the store, whose test holds them to this. */
const FACETS: ReadonlySet<string> = new Set(['status', 'cause', 'isolation', 'runtime'])
const NARROW: ReadonlySet<string> = new Set(['id', 'retryOf', 'label', 'inputHash'])
const RANGES: ReadonlySet<string> = new Set(['idPrefix', 'createdFrom', 'createdTo'])

function listScans(filter: unknown): boolean {
  const keys = keysOf(filter)
  const leads = keys.filter((key) => NARROW.has(key)).length + (keys.some((key) => FACETS.has(key)) ? 1 : 0)
  return leads > 1 || keys.some((key) => !FACETS.has(key) && !NARROW.has(key) && !RANGES.has(key))
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null
const keysOf = (value: unknown): string[] =>
  isObject(value) ? Object.keys(value).filter((key) => value[key] !== undefined) : []
const fieldOf = (value: unknown, name: string): unknown =>
  isObject(value) && Object.hasOwn(value, name) ? value[name] : undefined

/** A limit that no list takes is refused, whatever its price. */
function limitOf(input: unknown): number {
  const limit = fieldOf(input, 'limit')
  return typeof limit === 'number' && limit >= 1 ? limit : LIMITS.pageSize
}

const HOUR_MS = 3_600_000

function activityPoints(input: unknown): number {
  const { from, to } = isObject(input) ? input : {}
  const hours = (Date.parse(String(to)) - Date.parse(String(from))) / HOUR_MS
  // Whole buckets: one more at each end. By the minute up to two days.
  const points = 2 + Math.ceil(hours <= 48 ? hours * 60 : hours)
  return points >= 0 ? Math.min(points, LIMITS.activityBuckets) : LIMITS.activityBuckets
}

/** Size as JSON. What is nested too deeply to be written is refused by the schema, and priced as what goes alone. */
function jsonBytes(value: unknown): number {
  try {
    return utf8Bytes(JSON.stringify(value) ?? '')
  } catch {
    return WHOLE
  }
}
