import type { Cause, CreateWorkloadInput, IsolaProcedures, JsonValue, Workload } from './contract.ts'
import { followLog, type OnLine } from './follow-log.ts'
import { onAbort } from './on-abort.ts'
import { waitForWorkload } from './wait-for-workload.ts'

/** What is run: a workload that a runner takes. */
export type RunInput = Omit<CreateWorkloadInput, 'hold' | 'nodeId' | 'createdAt'>

export interface RunOptions {
  /**
   * Every line of the workload's log, once and in order, as it comes; all of them before the outcome. The next line waits
   * for the promise that it returns. When it throws or rejects, the workload is killed, and the call rejects with that.
   */
  onLog?: OnLine
  /** Aborted, the workload is killed and the call rejects. */
  signal?: AbortSignal
}

/** How it ended. What the workload itself did wrong is an outcome, and not an error of the call. */
export type RunOutcome =
  | {
      status: 'completed'
      /**
       * JSON parsed, other text as it is, binary output as bytes; null when there was none. Numbers are JavaScript's:
       * integers beyond 2^53 are rounded here, and exact in `text`.
       */
      value: JsonValue | Uint8Array
      /** The output exactly as the program wrote it; null when it is binary, or there was none. */
      text: string | null
      workload: Workload
    }
  | { status: 'failed'; cause: Cause; error: string | null; workload: Workload }
  | { status: 'killed'; cause: Cause; workload: Workload }

/** Creates, follows and waits, as long as it takes. */
export async function run(
  client: Pick<IsolaProcedures, 'workload' | 'log'>,
  { idempotencyKey = randomKey(), ...input }: RunInput,
  { onLog, signal }: RunOptions = {},
): Promise<RunOutcome> {
  signal?.throwIfAborted()
  // Not ended by the signal: whether there is something to kill would then be unknown.
  const { id } = await client.workload.create.mutate({ ...input, idempotencyKey })
  const over = new AbortController()
  const release = onAbort(signal, (reason) => over.abort(reason))
  const log = onLog && followLog(client, id, onLog, over)
  try {
    const workload = await waitForWorkload(client, id, { signal: over.signal })
    await log?.readToEnd()
    return toOutcome(workload)
  } catch (error) {
    if (!over.signal.aborted) throw error
    // One that has ended meanwhile needs none.
    await client.workload.kill.mutate({ id, reason: 'its caller left' }).catch(() => {})
    throw over.signal.reason
  } finally {
    log?.stop()
    release()
  }
}

/** Under a key the creation may be repeated, and makes one workload. Pages of plain HTTP have no `randomUUID`. */
const randomKey = (): string => crypto.getRandomValues(new Uint32Array(4)).join('-')

function toOutcome(workload: Workload): RunOutcome {
  const { status, cause, error, output } = workload
  if (status === 'completed') return { status, value: toValue(output), text: toText(output), workload }
  // The record holds a cause for both.
  const why = cause ?? 'reported'
  return status === 'killed'
    ? { status, cause: why, workload }
    : { status: 'failed', cause: why, error, workload }
}

const toText = (output: Workload['output']): string | null =>
  output?.encoding === 'utf8' ? output.data : null

function toValue(output: Workload['output']): JsonValue | Uint8Array {
  if (!output) return null
  if (output.encoding === 'base64')
    return Uint8Array.from(atob(output.data), (character) => character.charCodeAt(0))
  return output.contentType === 'application/json' ? JSON.parse(output.data) : output.data
}
