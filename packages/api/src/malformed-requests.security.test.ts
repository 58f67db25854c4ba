/** What no client of ours would send: whatever comes, nothing breaks, nothing of the inside is told, all goes on. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { outcomeOf, STACK } from './testing/answer.ts'
import { sayFigures } from './testing/figures.ts'
import { malformedRequest, rawOf } from './testing/malformed-request.ts'
import { rawRequest } from './testing/raw-request.ts'
import { bearer, SETTER_UP, serve } from './testing/serve.ts'

const full = process.env.ISOLA_FAULTS === 'full'
const REQUESTS = full ? 10_000 : 300

describe('malformed requests', () => {
  it(`never fail the server, and learn nothing of its inside (${REQUESTS})`, {
    timeout: 60_000 + REQUESTS * 100,
  }, async () => {
    const served = await serve()
    const { key } = await served.key('admin')
    const { id } = await served.store.createWorkload({ runtime: 'node', hold: true }, SETTER_UP)
    const statuses = new Map<number, number>()
    const property = fc.asyncProperty(malformedRequest, async (request) => {
      const { status, text } = await rawRequest(served.url, [rawOf(request, key, id)])
      statuses.set(status, (statuses.get(status) ?? 0) + 1)
      expect(status).toBeLessThan(500)
      expect(text).not.toMatch(STACK)
      expect(text).not.toMatch(/"code":"INTERNAL"|SQLITE|prisma/i)
    })
    await fc.assert(property, { numRuns: REQUESTS, endOnFailure: true })
    expect(served.failures).toEqual([])
    expect(outcomeOf(await served.wire(bearer(key)).call('system.info'))).toBe('200')
    expect((await served.store.verify()).problems).toEqual([])
    const tally = [...statuses].sort().map(([status, count]) => [status || 'closed', count])
    sayFigures(`${REQUESTS} malformed requests, 0 five-hundreds, 0 stacks`, Object.fromEntries(tally))
  })
})
