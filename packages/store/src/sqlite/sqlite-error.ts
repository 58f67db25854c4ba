import { InvalidInputError, IsolaError } from '@isola/domain'
import { constraintIssue } from './constraint-issue.ts'

/** SQLite's or the system's name for what went wrong, in better-sqlite3's error or in what Prisma makes of it. */
function codeOf(error: unknown): string | undefined {
  for (let cause = error, depth = 0; cause && depth < 5; depth++) {
    const { code, originalCode, meta } = cause as Shape
    for (const candidate of [originalCode, code]) {
      if (candidate && /^(SQLITE_|E[A-Z]+$)/.test(candidate)) return candidate
    }
    cause = meta?.driverAdapterError ?? (cause as Shape).cause
  }
  return undefined
}

interface Shape {
  code?: string
  originalCode?: string
  meta?: { driverAdapterError?: unknown }
  cause?: unknown
}

/** The log's index, which SQLite keeps in shared memory, is a file too: it says IOERR when that finds no room. */
const NO_ROOM = new Set(['SQLITE_FULL', 'SQLITE_IOERR_SHMSIZE', 'ENOSPC', 'EDQUOT'])
const NO_WRITING = new Set(['EROFS', 'EACCES', 'EPERM'])

/**
 * Prisma gave up on a transaction: it could not begin in time, or did not come to its COMMIT in time. It is rolled back
 * either way. No time limit applies once COMMIT was sent.
 */
const TRANSACTION_FAILED = 'P2028'

/** Makes one of the closed union of what SQLite reports; what is not foreseen passes unchanged. */
export function toDomainError(error: unknown): unknown {
  if (error instanceof IsolaError) return error
  const code = codeOf(error)
  const options = { cause: error }
  if (code === 'SQLITE_CONSTRAINT_CHECK') {
    const issue = constraintIssue(String((error as Error).message))
    return issue ? new InvalidInputError([issue], options) : error
  }
  if ((error as Shape).code === TRANSACTION_FAILED) {
    return new IsolaError(
      { code: 'STORE_BUSY' },
      'The database was busy for too long: nothing was written',
      options,
    )
  }
  if (code?.startsWith('SQLITE_BUSY')) {
    return new IsolaError({ code: 'STORE_BUSY' }, 'Another program is writing to the database', options)
  }
  if (code && NO_ROOM.has(code)) {
    return new IsolaError({ code: 'STORE_FULL' }, 'The disk is full: nothing was written', options)
  }
  if (code?.startsWith('SQLITE_READONLY') || (code && NO_WRITING.has(code))) {
    return new IsolaError({ code: 'STORE_READ_ONLY' }, 'The database file cannot be written to', options)
  }
  if (code?.startsWith('SQLITE_CORRUPT')) {
    return new IsolaError({ code: 'STORE_CORRUPT' }, 'The database file is damaged', options)
  }
  if (code === 'SQLITE_NOTADB') {
    return new IsolaError({ code: 'STORE_CORRUPT' }, 'The file is not a SQLite database', options)
  }
  return error
}
