/** Runs steps against a store and the model side by side; an answer that differs throws. */
import { type Actor, idTime, isIsolaError, toMs } from '@isola/domain'
import { expect } from 'vitest'
import type { Store } from '../store.ts'
import type { TestClock } from './fixtures.ts'
import { apply, type Outcome } from './model.ts'
import type { Step } from './model-arbitraries.ts'
import { toCall } from './model-commands.ts'
import { compareRecord } from './model-compare.ts'
import { expireLeases } from './model-lease.ts'
import { summaryOf } from './model-list.ts'
import { registerRunners } from './model-runners.ts'
import { type Call, EMPTY_MODEL, type Model } from './model-state.ts'

export async function runSteps(store: Store, clock: TestClock, steps: Step[]): Promise<Model> {
  let model = EMPTY_MODEL
  await registerRunners(store)
  for (const { advanceMs, burst, probe } of steps) {
    clock.advance(advanceMs)
    const now = clock.now()
    const before = model
    // As a server does, all the while.
    const expired = expireLeases(model, advanceMs, { now, newId: '' })
    expect(await store.expireLeases()).toBe(expired.lost)
    model = expired.model
    const calls = burst.map((command) => toCall(command, model, now))
    const settled = await Promise.allSettled(calls.map((call) => perform(store, call)))
    for (const [index, call] of calls.entries()) {
      const real = settled[index] as PromiseSettledResult<unknown>
      const { model: next, outcome } = apply(model, call, { now, newId: newIdOf(real) })
      compareOutcome(call, real, outcome)
      if (next.events.length > model.events.length) compareNewest(model, next, call)
      model = next
    }
    const named = calls.flatMap(({ args: [of] }) => (typeof of === 'string' ? of : []))
    const changed = model.events.slice(before.events.length).map(({ workloadId }) => workloadId)
    const touched = [...named, ...changed]
    await compareRecord(store, model, touched, probe, now)
  }
  return model
}

function perform(store: Store, call: Call): Promise<unknown> {
  const verb = store[call.verb] as (...args: unknown[]) => Promise<unknown>
  return verb(...call.args)
}

/** Ids are the store's to choose: the model is told which. */
const newIdOf = (real: PromiseSettledResult<unknown>): string =>
  real.status === 'fulfilled'
    ? String((real.value as { id?: string } | undefined)?.id)
    : 'none: it was refused'

function compareOutcome(call: Call, real: PromiseSettledResult<unknown>, expected: Outcome): void {
  if ('answer' in expected) {
    if (real.status === 'rejected') throw real.reason
    expect(comparable(call, real.value), call.verb).toEqual(comparable(call, expected.answer))
    return
  }
  if (real.status === 'fulfilled')
    throw new Error(`${call.verb} succeeded instead of ${JSON.stringify(expected.refusal)}`)
  if (!isIsolaError(real.reason)) throw real.reason
  const { data } = real.reason
  if (data.code !== 'INVALID_INPUT' || expected.refusal.code !== 'INVALID_INPUT') {
    expect(data, call.verb).toEqual(expected.refusal)
    return
  }
  const named = data.issues.map(({ path }) => path)
  expect(named.length).toBeGreaterThan(0)
  expect(expected.refusal.fields, call.verb).toEqual(expect.arrayContaining(named))
}

/** Changes answer the summary; an event comes with its number, which the model does not know. */
function comparable({ verb }: Call, answer: unknown): unknown {
  switch (verb) {
    case 'updateWorkload':
    case 'updateWorkloadStatus':
    case 'overrideWorkloadStatus':
    case 'killWorkload':
      return summaryOf(answer as Parameters<typeof summaryOf>[0])
    case 'addNote':
      return { ...(answer as object), seq: undefined }
    case 'finish': {
      const { workload, ...rest } = answer as { workload: Parameters<typeof summaryOf>[0] }
      return { ...rest, workload: summaryOf(workload) }
    }
    default:
      return answer
  }
}

/** A new id carries its workload's time, was never given before, and comes after all others unless it is an import. */
function compareNewest(before: Model, after: Model, { verb, args }: Call): void {
  if (verb !== 'createWorkload' && verb !== 'retryWorkload') return
  const created = after.events[before.events.length]
  const { workload } = after.rows.get(created?.workloadId ?? '') ?? {}
  if (!workload) throw new Error(`${verb} made nothing, and an event says that it did`)
  expect(idTime(workload.id)).toBe(toMs(workload.createdAt))
  expect(before.events.map(({ workloadId }) => workloadId)).not.toContain(workload.id)
  const [input] = args as [{ createdAt?: string } | string, Actor]
  const imported = typeof input === 'object' && input.createdAt !== undefined
  if (!imported) expect(workload.id > before.newestId).toBe(true)
}
