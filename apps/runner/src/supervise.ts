import type { Backend, Outcome } from '@isola/backends'
import { type IsolaClient, isIsolaError } from '@isola/client'
import type { Claim } from '@isola/domain'
import type { Logger } from 'pino'
import { holdLease } from './hold-lease.ts'
import { LogSender } from './log-sender.ts'
import { toSpec } from './to-spec.ts'
import { untilAnswered } from './until-answered.ts'

/** So long the report of what has ended is tried: the server may be away, and a true outcome beats a late sweep. */
const REPORT_MS = 600_000
/** As long as the server takes to receive a request (Node's `requestTimeout`): an output of 4 MiB on a slow uplink. */
const UPLOAD_MS = 300_000

export interface Supervisor {
  client: IsolaClient
  backends: Backend[]
  log: Logger
  /** Aborted when the runner has no more time for what still runs. */
  leaving: AbortSignal
  /** Aborted when nobody is left to report to. */
  alone: AbortSignal
}

/** Runs one claimed workload and reports its logs and its outcome. Never rejects. */
export async function supervise(
  { client, backends, log, leaving, alone }: Supervisor,
  claim: Claim,
): Promise<void> {
  const { workload, lease } = claim
  const { id, isolation, runtime } = workload
  const { leaseToken } = lease
  const said = log.child({ workload: id })
  const held = holdLease(client, claim)
  const over = new AbortController()
  const signal = AbortSignal.any([alone, over.signal])
  const upload = { signal, timeoutMs: UPLOAD_MS }
  const lines = new LogSender((lines) =>
    untilAnswered(() => client.runner.log.mutate({ id, leaseToken, lines }, upload), signal),
  )
  const finish = (outcome: Outcome) =>
    untilAnswered(() => client.runner.finish.mutate({ id, leaseToken, ...outcome }, upload), signal)
  let late: NodeJS.Timeout | undefined
  said.info({ isolation, runtime }, 'started')
  try {
    const backend = backends.find((one) => one.isolation === isolation)
    if (!backend) throw new Error(`this runner has no backend for ${isolation}`)
    const stop = AbortSignal.any([held.lost, held.killRequested, leaving])
    const ended = await backend.run(toSpec(workload), stop, (line) => lines.add(line))
    held.settle()
    late = setTimeout(() => over.abort(new Error('the server could not be reached')), REPORT_MS)
    if (held.lost.aborted) {
      said.warn({ why: String(held.lost.reason) }, 'lost')
      return
    }
    const outcome = ended.status === 'killed' && !held.killRequested.aborted ? leftBehind(ended) : ended
    await lines.end()
    await finish(outcome)
    said.info({ status: outcome.status, cause: outcome.cause, durationMs: outcome.durationMs }, 'ended')
  } catch (error) {
    said.error({ err: error }, 'not reported')
    // What cannot be reported as it is must not stay running: a failure of this side, without details for strangers.
    if (!isIsolaError(error, 'LEASE_LOST')) await finish(FAILED).catch(() => {})
  } finally {
    clearTimeout(late)
    over.abort()
    held.release()
  }
}

const FAILED: Outcome = {
  status: 'failed',
  cause: 'backend',
  output: null,
  exitCode: null,
  error: 'The runner failed; its log says how',
  durationMs: 0,
}

/** Killed by nobody's wish. */
const leftBehind = (ended: Outcome): Outcome => ({
  ...ended,
  status: 'failed',
  cause: 'backend',
  error: 'The runner was stopped while this ran',
})
