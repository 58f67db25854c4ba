import { join } from 'node:path'
import { type Capability, runner } from '@isola/domain'
import { expect, it } from 'vitest'
import { scratchFolder } from '../sqlite/migrate-testing.ts'
import { iso, MINUTE, START } from '../testing/fixtures.ts'
import { insert } from '../testing/raw-record.ts'
import { openParts } from '../testing/store-parts.ts'

const CAPABILITY: Capability = {
  isolation: 'gvisor',
  runtimes: ['python', 'oci'],
  available: false,
  version: null,
  strength: 3,
  enforces: { cpu: true, memory: true, wallTime: true, network: false, filesystem: true },
  reason: 'runsc was not found',
}

const registered = (id: string, lastHeartbeatAt: number) => ({
  id,
  boot_id: `boot of ${id}`,
  name: `runner ${id}`,
  version: '1.2.3',
  labels: '{"zone":"a"}',
  capacity: 4,
  capabilities: JSON.stringify([CAPABILITY]),
  registered_at: START,
  last_heartbeat_at: lastHeartbeatAt,
})

it('runners that are registered are listed as they said they are, the last heard of first', async () => {
  const { store, writer } = await openParts(join(scratchFolder(), 'isola.db'))
  insert(writer.db, 'runners', registered('a', START))
  insert(writer.db, 'runners', registered('c', START + MINUTE))
  insert(writer.db, 'runners', registered('b', START + MINUTE))
  const runners = await store.listRunners()
  expect(runners.map(({ id }) => id)).toEqual(['b', 'c', 'a'])
  expect(runners[0]).toEqual({
    id: 'b',
    bootId: 'boot of b',
    name: 'runner b',
    version: '1.2.3',
    labels: { zone: 'a' },
    capacity: 4,
    capabilities: [CAPABILITY],
    registeredAt: iso(START),
    lastHeartbeatAt: iso(START + MINUTE),
  })
  for (const one of runners) expect(runner.parse(one)).toEqual(one)
})
