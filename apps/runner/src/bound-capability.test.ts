import { type Capability, registerRunnerInput } from '@isola/domain'
import { expect, it } from 'vitest'
import { boundCapability } from './bound-capability.ts'

const found: Capability = {
  isolation: 'sandbox',
  runtimes: ['node', 'go'],
  available: true,
  version: 'v'.repeat(1_000),
  strength: 2,
  enforces: { cpu: true, memory: true, wallTime: true, network: true, filesystem: true },
  reason: `.${'😀'.repeat(30_000)}`,
}
const registrationOf = (capability: Capability) =>
  registerRunnerInput.safeParse({
    bootId: 'a start of it',
    name: 'rex',
    version: '1',
    capacity: 1,
    capabilities: [capability],
  })

it('a probe that failed with a long error is registered with the beginning of it', () => {
  expect(registrationOf(found).success).toBe(false)
  expect(registrationOf(boundCapability(found)).success).toBe(true)
  expect(boundCapability(found).reason).toMatch(/^\.(😀){100}/u)
})

it('a probe that says little is registered as it is', () => {
  const short = { ...found, version: null, reason: null }
  expect(boundCapability(short)).toEqual(short)
})
