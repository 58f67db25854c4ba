import { join } from 'node:path'
import { openStore } from '@isola/store'
import { pino } from 'pino'
import { describe, expect, it, onTestFinished, vi } from 'vitest'
import { readinessOf } from './readiness.ts'
import { keepSweeping } from './sweep.ts'
import { call } from './testing/ask.ts'
import { scratchFolder } from './testing/scratch-folder.ts'
import { BOOTSTRAP_KEY, spawnServer, stop } from './testing/spawn-server.ts'

const PATIENT = { timeout: 60_000 }
const QUIET = pino({ enabled: false })

/** A sweep whose rounds end as they are told to, and a clock that stands still. */
function sweeping() {
  const stopping = new AbortController()
  onTestFinished(() => stopping.abort())
  const clock = { passed: 0, now: () => 0, monotonic: () => clock.passed }
  const rounds = { count: 0, fail: false }
  const does = async () => {
    rounds.count++
    if (rounds.fail) throw new Error('the disk is gone')
    return 0
  }
  const sweep = keepSweeping({ sweep: does, done: 'done' }, stopping.signal, QUIET, clock)
  /** Resolves once a round that began after this call has ended. */
  const round = () => {
    const { count } = rounds
    return vi.waitFor(() => expect(rounds.count).toBeGreaterThan(count + 1), PATIENT)
  }
  return { sweep, clock, rounds, round, stopping }
}

describe('a sweep', () => {
  it('goes on after a failure, and is late only as long as rounds fail', PATIENT, async () => {
    const { sweep, clock, rounds, round } = sweeping()
    await round()
    expect(sweep.isLate()).toBe(false)
    rounds.fail = true
    clock.passed += 20_001
    await round()
    expect(sweep.isLate()).toBe(true)
    rounds.fail = false
    await round()
    expect(sweep.isLate()).toBe(false)
  })

  it('that is late is why a server is not ready', async () => {
    const store = await openStore({ url: `file:${join(scratchFolder(), 'isola.db')}` })
    onTestFinished(() => store.close())
    let late = false
    const readiness = readinessOf(store, { isLate: () => late }, new AbortController().signal, QUIET)
    expect(await readiness.ask()).toEqual({ ready: true })
    late = true
    expect(await readiness.ask()).toEqual({ ready: false, reason: 'SWEEP_LATE' })
    late = false
    expect(await readiness.ask()).toEqual({ ready: true })
  })
})

describe('a server', () => {
  const waiting = { runtime: 'go', code: 'package main' }
  const causeOf = async (url: string, id: unknown) =>
    (await call(url, 'workload.get', BOOTSTRAP_KEY, { id }, { method: 'GET' })).cause

  it('fails work that nobody can run after the seconds it is told', PATIENT, async () => {
    const env = { ISOLA_BOOTSTRAP_KEY: BOOTSTRAP_KEY, ISOLA_UNSUPPORTED_AFTER_SECONDS: '1' }
    const server = await spawnServer({ env })
    const { id } = await call(server.url, 'workload.create', BOOTSTRAP_KEY, waiting)
    await vi.waitFor(async () => expect(await causeOf(server.url, id)).toBe('unsupported'), PATIENT)
    await stop(server)
  })
})
