import { createIsolaClient, type IsolaClient, isIsolaError } from '@isola/client'

/** No runner of a usual machine offers it: nobody else claims what is meant for this one. */
const OFFER = { isolation: 'microvm', runtime: 'oci' } as const
const START = { bootId: 'the-only-start', name: 'salamander', version: 'demo', capacity: 1 }
const LINES = [
  'pulled registry.example.org/ledger:7',
  'closing the books of February',
  'waiting for a lock …',
]

/**
 * A runner that nobody believed in any more: an admin overrides what it runs, and its report, which comes later, is
 * refused and kept. It is silent from then on.
 */
export async function reportTooLate(isola: IsolaClient, url: string): Promise<void> {
  const { key } = await isola.admin.keys.create.mutate({ name: START.name, role: 'runner' })
  const { runner } = createIsolaClient({ url, apiKey: key })
  const enforces = { cpu: true, memory: true, wallTime: true, network: true, filesystem: true }
  const { isolation, runtime } = OFFER
  await runner.register.mutate({
    ...START,
    capabilities: [
      { isolation, runtimes: [runtime], available: true, version: null, strength: 4, enforces, reason: null },
    ],
  })
  const { id } = await isola.workload.create.mutate({
    ...OFFER,
    name: 'close-the-books',
    image: 'registry.example.org/ledger:7',
    labels: { demo: 'true', team: 'billing' },
    timeoutSeconds: 600,
  })
  const { claim } = await runner.claim.mutate({
    bootId: START.bootId,
    claimId: 'the-only-claim',
    waitSeconds: 0,
  })
  if (claim?.workload.id !== id) throw new Error('Somebody else’s work was claimed: fill a record of its own')
  const { leaseToken } = claim.lease
  const lines = LINES.map((line, seq) => ({ seq, stream: 'stdout' as const, line }))
  await runner.log.mutate({ id, leaseToken, lines })
  const reason = 'Has hung since the ledger was restarted; closed by hand'
  await isola.workload.override.mutate({ id, status: 'failed', reason })
  const data = JSON.stringify({ closed: '2026-02', entries: 4_113 })
  const output = { contentType: 'application/json', encoding: 'utf8', data } as const
  const report = { id, leaseToken, status: 'completed', exitCode: 0, durationMs: 241_300, output } as const
  await runner.finish.mutate(report).then(
    () => {
      throw new Error('A report without a lease was taken')
    },
    (error: unknown) => {
      if (!isIsolaError(error, 'LEASE_LOST')) throw error
    },
  )
}
