import { hash } from 'node:crypto'
import { type ClaimInput, IsolaError } from '@isola/domain'
import { canonicalJson, sha256 } from '../workloads/source.ts'

/**
 * Made of what the runner has thrown dice for, which the record does not hold: a claim that is repeated, also after a
 * restart of the server, is answered with the same token, though nothing but its hash is stored.
 */
export const leaseTokenOf = (runnerId: string, { bootId, claimId }: ClaimInput): string =>
  hash('sha256', canonicalJson([runnerId, bootId, claimId]), 'base64url')

/** What the record holds of a token. */
export const tokenHashOf = (token: string): string => sha256(token)

export const leaseLost = (): IsolaError<'LEASE_LOST'> =>
  new IsolaError(
    { code: 'LEASE_LOST' },
    'The lease has ended: stop the workload, what it reports does not count any more',
  )
