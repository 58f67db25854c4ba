import { bucketOf } from './duration-bucket.ts'
import { LIMITS } from './limits.ts'
import { utf8Bytes } from './utf8-bytes.ts'

/** The most that a call may cost, derived from its path and input alone, before anything is read. */
export interface Price {
  /** Of the answer, as JSON. */
  bytes: number
  /** Rows that it may scan because no index leads to the answer. */
  rows: number
}

/** A control character takes one byte in UTF-8 and six in JSON. */
const ESCAPED = 6
/** Room for ids, times, counts and the names of fields. */
const FIXED = 2_048
const PERSON = ESCAPED * (LIMITS.idLength + LIMITS.nameLength)
/** A workload as lists and changes answer it. A hundred fit into a batch. */
const SUMMARY =
  FIXED +
  2 * PERSON +
  ESCAPED * (LIMITS.nameLength + LIMITS.errorLineLength) +
  ESCAPED * LIMITS.labels * (LIMITS.labelKeyLength + LIMITS.labelValueLength)
/** A workload with its output and source. More than a batch may answer, so such calls go alone. */
const WHOLE = SUMMARY + ESCAPED * (LIMITS.sourceBytes + LIMITS.outputBytes + LIMITS.errorBytes)
/** A person, a key, or a few numbers. */
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

/** THE table of prices, by procedure. */
export const PRICES: Readonly<Record<string, (input: unknown) => Price>> = {
  // With a key it may answer an existing workload, with its output.
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
  // It searches all failures of a day for those without a retry.
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

/** The price of a call as it was sent, before its input is validated. An unknown procedure only answers an error. */
export const priceOf = (path: string, input: unknown): Price =>
  (Object.hasOwn(PRICES, path) && PRICES[path]?.(input)) || { bytes: SMALL, rows: 0 }

/** Whether one request may hold calls of these prices. */
export const fitsBatch = (prices: readonly Price[]): boolean =>
  total(prices, 'bytes') <= LIMITS.batchBytes && total(prices, 'rows') <= LIMITS.batchRows

const total = (prices: readonly Price[], what: keyof Price) =>
  prices.reduce((sum, price) => sum + price[what], 0)

/** Filters that an index serves. A test in the store compares this with the plans of lists. */
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

/** An invalid limit is refused by the schema, whatever the price. */
function limitOf(input: unknown): number {
  const limit = fieldOf(input, 'limit')
  return typeof limit === 'number' && limit >= 1 ? limit : LIMITS.pageSize
}

const HOUR_MS = 3_600_000

function activityPoints(input: unknown): number {
  const { from, to } = isObject(input) ? input : {}
  const hours = (Date.parse(String(to)) - Date.parse(String(from))) / HOUR_MS
  // Minutes up to two days, hours beyond; partial buckets at both ends count.
  const points = 2 + Math.ceil(hours <= 48 ? hours * 60 : hours)
  return points >= 0 ? Math.min(points, LIMITS.activityBuckets) : LIMITS.activityBuckets
}

/** Size as JSON. Input too deeply nested for JSON.stringify is refused by the schema later; until then it goes alone. */
function jsonBytes(value: unknown): number {
  try {
    return utf8Bytes(JSON.stringify(value) ?? '')
  } catch {
    return WHOLE
  }
}
