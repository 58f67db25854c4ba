import Database from 'better-sqlite3'

/** A statement as it was run. */
export interface Captured {
  sql: string
  parameters: Record<string, unknown> | unknown[]
}

const FRAME = /^\s*(BEGIN|COMMIT|SAVEPOINT|RELEASE|ROLLBACK)/

/**
 * What `work` sends to SQLite, transactions and savepoints left out: what the store runs is what raw better-sqlite3 is
 * given to run, text for text. It looks at better-sqlite3 itself, so that no list of statements can fall behind.
 */
export async function capture(work: () => Promise<unknown>): Promise<Captured[]> {
  const captured: Captured[] = []
  const prototype = statementPrototype()
  const { all, run } = prototype
  const spy = <Answer>(inner: (...args: unknown[]) => Answer) =>
    function (this: Database.Statement, ...args: unknown[]): Answer {
      const [parameters = []] = args as [Captured['parameters']?]
      if (!FRAME.test(this.source)) captured.push({ sql: this.source, parameters })
      return inner.apply(this, args)
    }
  Object.assign(prototype, { all: spy(all), run: spy(run) })
  try {
    await work()
  } finally {
    Object.assign(prototype, { all, run })
  }
  return captured
}

function statementPrototype(): Database.Statement<unknown[]> {
  const db = new Database(':memory:')
  try {
    return Object.getPrototypeOf(db.prepare('SELECT 1')) as Database.Statement<unknown[]>
  } finally {
    db.close()
  }
}
