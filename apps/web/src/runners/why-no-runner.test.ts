import type { Backend } from '@isola/domain'
import { expect, it } from 'vitest'
import { whyNoRunner } from './why-no-runner.ts'

const enforces = { cpu: true, memory: true, wallTime: true, network: true, filesystem: true }
const BACKENDS: Backend[] = [
  { isolation: 'isolate', available: true, runtimes: ['node', 'wasm'], enforces, runners: 1, reason: null },
  { isolation: 'sandbox', available: false, runtimes: [], enforces, runners: 0, reason: 'bwrap is missing' },
]
const work = { isolation: 'auto', runtime: 'node', hold: false } as const

it('says nothing of work that somebody takes, or that is held', () => {
  expect(whyNoRunner(work, BACKENDS)).toBeUndefined()
  expect(whyNoRunner({ ...work, isolation: 'isolate' }, BACKENDS)).toBeUndefined()
  expect(whyNoRunner({ isolation: 'sandbox', runtime: 'go', hold: true }, BACKENDS)).toBeUndefined()
})

it('says that a runtime is offered nowhere, or not in the isolation that was asked for', () => {
  expect(whyNoRunner({ ...work, runtime: 'oci' }, BACKENDS)).toBe('No runner runs oci')
  expect(whyNoRunner({ ...work, isolation: 'isolate', runtime: 'go' }, BACKENDS)).toBe(
    'No runner runs go in it',
  )
  expect(whyNoRunner(work, [])).toBe('No runner runs node')
})

it('says what the runner’s probe said of an isolation that cannot be had', () => {
  expect(whyNoRunner({ ...work, isolation: 'sandbox' }, BACKENDS)).toBe('bwrap is missing')
})
