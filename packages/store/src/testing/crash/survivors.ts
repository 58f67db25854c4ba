import { isIsolaError, type Workload } from '@isola/domain'
import { openStore } from '../../open-store.ts'
import type { Store } from '../../store.ts'
import { compareReplay } from '../model-compare.ts'
import { LAST_STEP, stepOf } from './history.ts'

/** What a crash has cost: each list is empty when it has cost nothing. */
export interface Damage {
  /** Steps that were acknowledged and are not there. */
  lost: string[]
  /** What is there in part, or contradicts itself, or does not open. */
  corrupt: string[]
  /** Workloads found. */
  workloads: number
}

/** Opens what is left of a file and compares it with what its writer acknowledged. */
export async function findDamage(file: string, said: string): Promise<Damage> {
  try {
    const store = await openStore({ url: `file:${file}` })
    try {
      return await examine(store, acknowledgements(said))
    } finally {
      await store.close()
    }
  } catch (error) {
    return { lost: [], corrupt: [String((error as Error).stack)], workloads: 0 }
  }
}

/** The last acknowledged step of each workload. The last line may be cut short by the kill: then it says nothing. */
function acknowledgements(said: string): Map<string, number> {
  const steps = new Map<string, number>()
  for (const line of said.split('\n').slice(0, -1)) {
    const [id = '', step] = line.split(' ')
    if (id !== 'pid') steps.set(id, Number(step))
  }
  return steps
}

async function examine(store: Store, acknowledged: Map<string, number>): Promise<Damage> {
  const lost: string[] = []
  const { problems: corrupt, workloads } = await store.verify()
  for (const [id, step] of acknowledged) {
    const found = await reached(store, id, step)
    if (found < step) lost.push(`${id} was acknowledged to be at step ${step} and is at ${found}`)
    // It tells the next step only when it was told of this one.
    if (found > step + 1) corrupt.push(`${id} is at step ${found}, and was only at ${step}`)
  }
  for (const { id } of await everything(store)) {
    try {
      const workload = await store.getWorkload(id)
      if (workload.retryOf === null) await stepOf(store, workload)
      compareReplay(workload, (await store.listEvents(id)).items)
    } catch (error) {
      corrupt.push(String(error))
    }
  }
  return { lost, corrupt, workloads }
}

/** A deleted workload has come to its end, if it had come so far that it could be deleted. */
async function reached(store: Store, id: string, acknowledged: number): Promise<number> {
  try {
    return await stepOf(store, await store.getWorkload(id))
  } catch (error) {
    if (!isIsolaError(error, 'WORKLOAD_NOT_FOUND')) throw error
    const deleted = await store.listEvents(id).then(
      ({ items }) => items.at(-1)?.kind === 'deleted',
      () => false,
    )
    return deleted && acknowledged >= LAST_STEP - 1 ? LAST_STEP : 0
  }
}

async function everything(store: Store): Promise<Pick<Workload, 'id'>[]> {
  const all: Pick<Workload, 'id'>[] = []
  for (let cursor: string | null | undefined; cursor !== null; ) {
    const page = await store.listWorkloads({ limit: 200, ...(cursor && { cursor }) })
    all.push(...page.items)
    cursor = page.nextCursor
  }
  return all
}
