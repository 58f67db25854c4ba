/** Every bound of the contract, in one place: schemas, CHECKs and documents quote these. */
export const LIMITS = {
  nameLength: 200,
  /** Ids that are not ours to choose: of nodes, people, keys, runners, and their claims. */
  idLength: 200,
  emailLength: 254,
  passwordLengthMin: 12,
  passwordLengthMax: 128,
  reasonLength: 2_000,
  noteLength: 10_000,
  idempotencyKeyLength: 200,
  labels: 32,
  labelKeyLength: 64,
  labelValueLength: 256,
  imageLength: 1_000,
  searchLength: 200,
  auditActionLength: 100,
  auditTargetLength: 500,
  /** A cursor over ids, e-mail addresses or names. */
  cursorLength: 300,
  /** Nanoseconds and an offset take 35 characters; the pattern alone allows a second any number of decimals. */
  timestampLength: 40,
  contentTypeLength: 255,
  /** Of a whole number in a request that nothing narrower bounds: fifteen digits, which JSON and SQLite keep exactly. */
  wholeNumber: 10 ** 15 - 1,
  /** Fields that one INVALID_INPUT names. */
  issues: 20,
  /** Of the path of such a field, which may hold a key as long as a body. */
  issuePathLength: 500,
  /** Bytes of code, image and input together, UTF-8. */
  sourceBytes: 1024 * 1024,
  /** Bytes of an output once decoded. */
  outputBytes: 4 * 1024 * 1024,
  /** Bytes of an error, UTF-8. */
  errorBytes: 64 * 1024,
  /** Code points of an error's first line that lists carry. */
  errorLineLength: 500,
  /** Bytes of one log line, UTF-8. */
  logLineBytes: 64 * 1024,
  /** Bytes of all log lines of one workload. */
  logBytes: 64 * 1024 * 1024,
  logBatchLines: 1_000,
  /** Fifteen digits: as many as a cursor has. */
  logSeq: 10 ** 15 - 1,
  /** 100 years: the sum over two million such durations still fits SQLite's 64-bit integers. */
  durationMs: 100 * 365.25 * 24 * 3_600_000,
  memoryLimitMbMin: 128,
  /** 4 TiB. */
  memoryLimitMb: 4 * 1024 * 1024,
  /** Cores. */
  cpuLimit: 1_024,
  /** 24.8 days: a timer holds 2³¹ − 1 milliseconds, and one set for longer fires at once. */
  timeoutSeconds: 2_147_483,
  /** Levels of nesting in `input`: deeper values exhaust the stack of recursive readers. */
  inputDepth: 100,
  /** Fields and items of an input, all levels together, `input` of a workload aside: a log batch has 5,000. */
  inputMembers: 20_000,
  /** Objects, arrays and members in the text of a request: parsing as many distinct ones takes some 40 ms. */
  bodyParts: 100_000,
  pageSize: 200,
  logPageSize: 1_000,
  /** Bytes of one page of any list, as JSON: the page ends there, short, and its cursor continues. */
  pageBytes: 1024 * 1024,
  /** The same of what a stream reads at a time: each slow subscriber holds one such page. */
  streamPageBytes: 128 * 1024,
  /** Bytes of the newest changes that are kept in memory for subscribers. */
  recentChangesBytes: 8 * 1024 * 1024,
  /** Rows a request looks at for filters that no index leads. */
  scannedRows: 20_000,
  /** Reads that are too long for one turn of the event loop, of all callers together: each may hold a page. */
  scans: 256,
  /** So long after it was asked for, such a read is given up. */
  scanSeconds: 10,
  /** Where `total` stops counting for filters that the counters do not answer. */
  countedRows: 10_000,
  /** Points of one activity series. */
  activityBuckets: 10_000,
  attentionItems: 20,
  /** Calls in one HTTP request. */
  batchCalls: 100,
  /** Bytes that the calls of one HTTP request may answer together, by their limits: checked before any of them runs. */
  batchBytes: 8 * 1024 * 1024,
  /** Rows that the calls of one HTTP request may scan together: one search. */
  batchRows: 20_000,
  /** Calls and streams that wait for something to happen: of runners, and of all other callers, half of it for each. */
  waits: 10_000,
  bodyBytes: 8 * 1024 * 1024,
  /** Bytes of bodies being received and of answers not yet taken, of all callers together; a quarter for each. */
  bytesInFlight: 256 * 1024 * 1024,
  waitSeconds: 55,
  /** So long after a runner was last heard of, its lease ends: three missed heartbeats. */
  leaseSeconds: 30,
  claimWaitSeconds: 20,
  heartbeatWaitSeconds: 10,
  runnerCapacity: 1_000,
  /** The longest version, of a runner or of what it runs with. */
  versionLength: 200,
  /** Of a capability. */
  strength: 1_000,
  /** Of what a runner has leased, so many are listed by name: the oldest. */
  runningListed: 20,
} as const
