import { fork, type Serializable } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { toDomainError } from '../sqlite/sqlite-error.ts'

/** An error loses its code on the way between processes: it is sent as data. */
type Outcome<Answer> = { answer: Answer } | { code: string | undefined; message: string }

/**
 * Runs a module in a process of its own, and answers what its `answerParent` gives: better-sqlite3 holds the event loop
 * while it scans. Not a thread: with one for each scan the whole process aborted in 1 of 7 runs of the power-loss test
 * (Node 24.21, the heap found damaged while the thread compiled WebAssembly). What dies here is one scan.
 */
export function runApart<Answer>(module: URL, data: Serializable): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const child = fork(fileURLToPath(module), { execArgv: [], serialization: 'advanced' })
    child.once('message', (outcome: Outcome<Answer>) => {
      if ('answer' in outcome) resolve(outcome.answer)
      else reject(toDomainError(Object.assign(new Error(outcome.message), { code: outcome.code })))
    })
    child.once('error', reject)
    child.once('exit', (code, signal) =>
      reject(new Error(`${module.pathname} ended with ${signal ?? code} and no answer`)),
    )
    child.send(data)
  })
}

/** The other side: whoever has asked may be gone by the time of the answer. */
export function answerParent<Data, Answer>(work: (data: Data) => Answer): void {
  process.once('message', (data: Data) => {
    let outcome: Outcome<Answer>
    try {
      outcome = { answer: work(data) }
    } catch (error) {
      const { code, message } = error as Error & { code?: string }
      outcome = { code, message }
    }
    process.send?.(outcome, () => process.exit())
  })
}
