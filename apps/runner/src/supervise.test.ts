import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createIsolateBackend } from '@isola/backends'
import { createIsolaClient } from '@isola/client'
import { pino } from 'pino'
import { expect, it, onTestFinished } from 'vitest'
import { supervise } from './supervise.ts'
import { openHouse } from './testing/house.ts'

it('uploads of logs and outcomes are not bound by the time that other calls have', async () => {
  const house = await openHouse()
  const { key } = await house.admin.admin.keys.create.mutate({ name: 'a runner', role: 'runner' })
  const runner = createIsolaClient({ url: house.url, apiKey: key })
  const folder = mkdtempSync(join(tmpdir(), 'isola-runner-'))
  const leaving = new AbortController()
  onTestFinished(() => {
    leaving.abort()
    rmSync(folder, { recursive: true, force: true })
  })
  const backend = createIsolateBackend({ scratchFolder: folder, name: 'isola-test' })
  const bootId = 'a start of it'
  const capabilities = [await backend.probe()]
  await runner.runner.register.mutate({ bootId, name: 'rex', version: '1', capacity: 1, capabilities })
  const code = 'console.log("line"); export default () => 42'
  const { id } = await house.admin.workload.create.mutate({ runtime: 'node', isolation: 'isolate', code })
  const { claim } = await runner.runner.claim.mutate({ bootId, claimId: 'a claim of it' })
  if (!claim) throw new Error('There was nothing to claim')

  // A call that brings no limit of its own is over before it is sent.
  const hurried = createIsolaClient({ url: house.url, apiKey: key, timeoutMs: 0, attempts: 1 })
  const [log, signal] = [pino({ level: 'silent' }), leaving.signal]
  await supervise({ client: hurried, backends: [backend], log, leaving: signal, alone: signal }, claim)
  expect(await house.admin.workload.get.query({ id })).toMatchObject({
    status: 'completed',
    output: { data: '42' },
  })
  expect((await house.admin.log.list.query({ id })).items).toMatchObject([{ line: 'line' }])
})
