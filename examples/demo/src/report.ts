import type { IsolaClient } from '@isola/client'
import type { Plan } from './plan.ts'

const LINES_AT_ONCE = 1_000
const iso = (ms: number) => new Date(ms).toISOString()

/** Makes one workload and leads it to its end, as the app that ran it would have. */
export async function report(isola: IsolaClient, plan: Plan): Promise<void> {
  const { kind, number, createdAt, queuedMs, durationMs, end } = plan
  const { id } = await isola.workload.create.mutate({
    runtime: kind.runtime,
    isolation: kind.isolation,
    name: `${kind.name}-${number}`,
    code: kind.code,
    input: { number },
    memoryLimitMb: 256,
    timeoutSeconds: 60,
    labels: { demo: 'true', team: kind.team },
    hold: true,
    nodeId: 'newt',
    createdAt: iso(createdAt),
  })
  if (end === 'pending') return
  const startedAt = createdAt + queuedMs
  await isola.workload.update.mutate({ id, status: 'running', startedAt: iso(startedAt) })
  await appendLog(isola, id, plan, startedAt)
  if (end === 'running') return
  await isola.workload.update.mutate({ id, ...outcomeOf(plan), finishedAt: iso(startedAt + durationMs) })
  await lookAfter(isola, id, plan)
}

function outcomeOf({ end, cause, error, number }: Plan) {
  if (end === 'killed') return { status: 'killed' as const, reason: 'Started twice by mistake' }
  if (end === 'failed') {
    const exitCode = cause === 'exit' ? 1 : null
    return { status: 'failed' as const, ...(cause && { cause }), error, exitCode }
  }
  const data = JSON.stringify({ ok: true, rows: (number * 37) % 1_000 })
  const output = { contentType: 'application/json', encoding: 'utf8' as const, data }
  return { status: 'completed' as const, exitCode: 0, output }
}

async function appendLog(
  isola: IsolaClient,
  id: string,
  { logLines, durationMs, kind }: Plan,
  startedAt: number,
) {
  for (let from = 0; from < logLines; from += LINES_AT_ONCE) {
    const lines = Array.from({ length: Math.min(LINES_AT_ONCE, logLines - from) }, (_, i) => {
      const seq = from + i
      const stream = seq % 29 === 28 ? ('stderr' as const) : ('stdout' as const)
      const text = `step ${seq + 1} of ${logLines} of ${kind.name}`
      const line = stream === 'stderr' ? `\u001b[33mwarning\u001b[0m ${text} took long` : text
      return { seq, stream, line, at: iso(startedAt + Math.floor((durationMs * seq) / logLines)) }
    })
    await isola.log.append.mutate({ id, lines })
  }
}

/** What people do when they see what happened. */
async function lookAfter(isola: IsolaClient, id: string, { afterwards }: Plan): Promise<void> {
  if (afterwards === 'override') {
    const reason = 'Output checked by hand: the exporter exits 1 on warnings'
    await isola.workload.override.mutate({ id, status: 'completed', reason })
  }
  if (afterwards === 'amend') {
    await isola.workload.update.mutate({
      id,
      exitCode: 0,
      error: 'finished with warnings',
      reason: 'Warnings were missing',
    })
  }
  if (afterwards === 'note')
    await isola.workload.note.mutate({ id, text: 'Known: the supplier sends empty columns' })
  if (afterwards !== 'retry') return
  const retry = await isola.workload.retry.mutate({ id, reason: 'Once more, with the fix' })
  await isola.workload.update.mutate({ id: retry.id, status: 'running' })
  await isola.workload.update.mutate({ id: retry.id, status: 'completed', exitCode: 0 })
}
