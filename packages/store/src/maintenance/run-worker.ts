import { parentPort, Worker } from 'node:worker_threads'
import { toDomainError } from '../sqlite/sqlite-error.ts'

/** An error loses its code on the way between threads: it is sent as data. */
type Outcome<Answer> = { answer: Answer } | { code: string | undefined; message: string }

/** Runs a module in a thread of its own and answers what its `answerParent` gives. */
export function runWorker<Answer>(module: URL, data: unknown): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(module, { workerData: data })
    worker.once('message', (outcome: Outcome<Answer>) => {
      if ('answer' in outcome) resolve(outcome.answer)
      else reject(toDomainError(Object.assign(new Error(outcome.message), { code: outcome.code })))
    })
    worker.once('error', reject)
    worker.once('exit', (code) => reject(new Error(`${module.pathname} ended with ${code} and no answer`)))
  })
}

/** The other side. */
export function answerParent<Answer>(work: () => Answer): void {
  let outcome: Outcome<Answer>
  try {
    outcome = { answer: work() }
  } catch (error) {
    const { code, message } = error as Error & { code?: string }
    outcome = { code, message }
  }
  parentPort?.postMessage(outcome)
}
