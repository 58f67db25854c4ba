import type { TRPCClient } from '@trpc/client'
import type { AppRouter, Cause, CreateWorkloadInput, JsonValue, LogLine, Workload } from './contract.ts'
import { followLog } from './follow-log.ts'
import { waitForWorkload } from './wait-for-workload.ts'

/** What is run: a workload that a runner takes. */
export type RunInput = Omit<CreateWorkloadInput, 'hold' | 'nodeId' | 'createdAt'>

export interface RunOptions {
  /** Every line of the workload's log, in order, as it comes; all of them before the outcome. */
  onLog?: (line: LogLine) => void
  /** Aborted, the workload is killed and the call rejects. */
  signal?: AbortSignal
}

/** How it ended. What the workload itself did wrong is an outcome, and not an error of the call. */
export type RunOutcome =
  | {
      status: 'completed'
      /** JSON as what it says, other text as it is, binary output as bytes; null where there was none. */
      value: JsonValue | Uint8Array
      workload: Workload
    }
  | { status: 'failed'; cause: Cause; error: string | null; workload: Workload }
  | { status: 'killed'; cause: Cause; workload: Workload }

/** Creates, follows and waits, as long as it takes. */
export async function run(
  client: TRPCClient<AppRouter>,
  input: RunInput,
  { onLog, signal }: RunOptions = {},
): Promise<RunOutcome> {
  signal?.throwIfAborted()
  // Under a key the creation may be repeated, and makes one workload.
  const { id } = await client.workload.create.mutate({ idempotencyKey: crypto.randomUUID(), ...input })
  const log = onLog && followLog(client, id, onLog)
  try {
    const workload = await waitForWorkload(client, id, { ...(signal && { signal }) })
    await log?.readToEnd()
    return toOutcome(workload)
  } catch (error) {
    if (signal?.aborted) await client.workload.kill.mutate({ id, reason: 'its caller left' }).catch(() => {})
    throw error
  } finally {
    log?.stop()
  }
}

function toOutcome(workload: Workload): RunOutcome {
  const { status, cause, error, output } = workload
  if (status === 'completed') return { status, value: toValue(output), workload }
  // The record holds a cause for both.
  const why = cause ?? 'reported'
  return status === 'killed'
    ? { status, cause: why, workload }
    : { status: 'failed', cause: why, error, workload }
}

function toValue(output: Workload['output']): JsonValue | Uint8Array {
  if (!output) return null
  if (output.encoding === 'base64')
    return Uint8Array.from(atob(output.data), (character) => character.charCodeAt(0))
  return /^application\/(?:.+\+)?json\b/.test(output.contentType) ? JSON.parse(output.data) : output.data
}
