import { InvalidInputError, IsolaError } from '@isola/domain'
import { constraintIssue } from './constraint-issue.ts'

/** SQLite's name for what went wrong, in better-sqlite3's error or in what Prisma makes of it. */
function sqliteCode(error: unknown): string | undefined {
  for (let cause = error, depth = 0; cause && depth < 5; depth++) {
    const { code, originalCode, meta } = cause as Shape
    for (const candidate of [originalCode, code]) {
      if (candidate?.startsWith('SQLITE_')) return candidate
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

/** Makes one of the closed union of what SQLite reports; what is not foreseen passes unchanged. */
export function toDomainError(error: unknown): unknown {
  if (error instanceof IsolaError) return error
  const code = sqliteCode(error)
  const options = { cause: error }
  if (code === 'SQLITE_CONSTRAINT_CHECK') {
    const issue = constraintIssue(String((error as Error).message))
    return issue ? new InvalidInputError([issue], options) : error
  }
  if (code?.startsWith('SQLITE_BUSY')) {
    return new IsolaError({ code: 'STORE_BUSY' }, 'Another program is writing to the database', options)
  }
  if (code === 'SQLITE_FULL') {
    return new IsolaError({ code: 'STORE_FULL' }, 'The disk is full: nothing was written', options)
  }
  if (code?.startsWith('SQLITE_READONLY')) {
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
