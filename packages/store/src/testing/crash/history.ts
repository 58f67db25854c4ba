/**
 * What the writer does to each workload, step by step, and what the record must then say: the writer acknowledges each
 * step once its promise is kept, and whatever was acknowledged has to be found again.
 */
import type { Actor, LogLinesInput, Workload, WorkloadUpdate } from '@isola/domain'
import type { Store } from '../../store.ts'

const writer: Actor = { kind: 'system', id: 'crash', name: 'crash test' }

/** How a workload's story ends: its label says which, so that the reader knows. */
const ENDINGS = ['amended', 'noted', 'retried', 'deleted'] as const
type Ending = (typeof ENDINGS)[number]
const endingOf = (n: number): Ending => ENDINGS[n % ENDINGS.length] ?? 'noted'

const LINES: LogLinesInput = [0, 1, 2].map((seq) => ({ seq, stream: 'stdout', line: `line ${seq}` }))
/** Spans pages, so that half of it can be missing. */
const outputOf = (id: string) => `${id} `.repeat(250)
const REPORT = { status: 'failed', exitCode: 3, error: 'boom\nat the end' } as const
const AMENDMENT = { exitCode: 4, error: 'corrected' } as const

export const LAST_STEP = 5

/** Makes a workload and tells its story; `acknowledge` is called after each step. */
export async function live(
  store: Store,
  n: number,
  acknowledge: (id: string, step: number) => void,
): Promise<void> {
  const ending = endingOf(n)
  const labels = { ending, caller: String(n % 7) }
  // Some share a source, so that deleting the last of its users is tried too.
  const code = n % 3 === 0 ? 'shared' : `code ${n}`
  const { id } = await store.createWorkload({ runtime: 'node', code, labels, hold: true }, writer)
  acknowledge(id, 1)
  await store.updateWorkloadStatus(id, 'running', writer)
  acknowledge(id, 2)
  await store.appendLogLines(id, LINES, writer)
  acknowledge(id, 3)
  const output = { contentType: 'text/plain', encoding: 'utf8', data: outputOf(id) } as const
  await store.updateWorkload(id, { ...REPORT, output } satisfies WorkloadUpdate, writer)
  acknowledge(id, 4)
  await end(store, id, ending)
  acknowledge(id, LAST_STEP)
}

async function end(store: Store, id: string, ending: Ending): Promise<void> {
  const options = { reason: 'the story ends' }
  switch (ending) {
    case 'amended':
      await store.updateWorkload(id, AMENDMENT, writer, options)
      return
    case 'noted':
      await store.addNote(id, 'noted', writer)
      return
    case 'retried':
      await store.retryWorkload(id, writer)
      return
    case 'deleted':
      await store.deleteWorkload(id, writer, options)
  }
}

/** How far a workload's story has come, by the record alone; throws where the record shows half a step. */
export async function stepOf(store: Store, workload: Workload): Promise<number> {
  const { id, status, output, exitCode, error } = workload
  const lines = (await store.listLogLines(id)).items.map(({ seq, stream, line }) => ({ seq, stream, line }))
  const events = (await store.listEvents(id)).items
  const ended = events.some(({ kind }) => kind === 'amended' || kind === 'noted' || kind === 'retried')
  const step = ended ? 5 : status === 'failed' ? 4 : lines.length > 0 ? 3 : status === 'running' ? 2 : 1
  const found = { status, exitCode, error, output: output?.data ?? null, lines }
  const expected = recordAt(step, workload)
  if (JSON.stringify(found) !== JSON.stringify(expected))
    throw new Error(`Half a step of ${id}: ${JSON.stringify({ found, expected })}`)
  return step
}

/** What the record must say after a step. */
function recordAt(step: number, { id, labels }: Workload) {
  const open = { status: step === 1 ? 'pending' : 'running', exitCode: null, error: null, output: null }
  const lines = step >= 3 ? LINES : []
  if (step < 4) return { ...open, lines }
  const amendment = step === 5 && labels.ending === 'amended' ? AMENDMENT : {}
  return { ...REPORT, ...amendment, output: outputOf(id), lines }
}
