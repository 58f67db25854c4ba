import { z } from 'zod'
import { actorIdentity } from './actor.ts'
import { EVENT_KINDS } from './event-kind.ts'
import { workloadStatus } from './lifecycle-schemas.ts'

/** The latest event of a workload: who to ask about a conflict. */
const lastEvent = z.object({
  kind: z.enum(EVENT_KINDS),
  actor: actorIdentity,
  at: z.string(),
  reason: z.string().nullable(),
})
export type LastEvent = z.infer<typeof lastEvent>

const inputIssue = z.object({ path: z.string(), message: z.string() })
export type InputIssue = z.infer<typeof inputIssue>

/** What a caller learns of an error: a closed union, the same in the store, on the wire and in the client. */
export const isolaErrorData = z.discriminatedUnion('code', [
  z.object({ code: z.literal('WORKLOAD_NOT_FOUND'), id: z.string() }),
  z.object({
    code: z.literal('INVALID_TRANSITION'),
    from: workloadStatus,
    to: workloadStatus,
    allowed: z.array(workloadStatus),
    lastEvent,
  }),
  z.object({
    code: z.literal('REVISION_CONFLICT'),
    revision: z.int(),
    status: workloadStatus,
    lastEvent,
  }),
  z.object({ code: z.literal('NOT_TERMINAL'), status: workloadStatus }),
  z.object({ code: z.literal('LEASE_LOST') }),
  z.object({ code: z.literal('IDEMPOTENCY_MISMATCH'), id: z.string() }),
  z.object({ code: z.literal('INVALID_INPUT'), issues: z.array(inputIssue) }),
  z.object({
    code: z.literal('PAYLOAD_TOO_LARGE'),
    field: z.string(),
    maxBytes: z.int(),
    /** Of a batch. */
    maxRows: z.int().optional(),
  }),
  z.object({ code: z.literal('UNAUTHENTICATED') }),
  z.object({ code: z.literal('FORBIDDEN') }),
  z.object({ code: z.literal('RATE_LIMITED'), retryAfterSeconds: z.number() }),
  z.object({ code: z.literal('STORE_BUSY') }),
  z.object({ code: z.literal('STORE_FULL') }),
  z.object({ code: z.literal('STORE_READ_ONLY') }),
  z.object({ code: z.literal('STORE_CORRUPT') }),
  z.object({ code: z.literal('INTERNAL'), errorId: z.string() }),
])
export type IsolaErrorData = z.infer<typeof isolaErrorData>
export type IsolaErrorCode = IsolaErrorData['code']

type DataOf<Code extends IsolaErrorCode> = Extract<IsolaErrorData, { code: Code }>

/** What a schema's issue carries in `params.tooLarge` to be refused as PAYLOAD_TOO_LARGE. */
export type TooLarge = Omit<DataOf<'PAYLOAD_TOO_LARGE'>, 'code'>

export class IsolaError<Code extends IsolaErrorCode = IsolaErrorCode> extends Error {
  readonly data: DataOf<Code>

  constructor(data: DataOf<Code>, message: string, options?: ErrorOptions) {
    super(message, options)
    this.name = new.target.name
    this.data = data
  }

  get code(): Code {
    return this.data.code as Code
  }
}

export class WorkloadNotFoundError extends IsolaError<'WORKLOAD_NOT_FOUND'> {
  constructor(id: string) {
    super({ code: 'WORKLOAD_NOT_FOUND', id }, `There is no workload ${id}`)
  }
}

export class InvalidTransitionError extends IsolaError<'INVALID_TRANSITION'> {
  constructor(data: Omit<DataOf<'INVALID_TRANSITION'>, 'code'>) {
    super({ code: 'INVALID_TRANSITION', ...data }, `A ${data.from} workload cannot become ${data.to}`)
  }
}

export class InvalidInputError extends IsolaError<'INVALID_INPUT'> {
  constructor(issues: InputIssue[], options?: ErrorOptions) {
    super(
      { code: 'INVALID_INPUT', issues },
      issues.map(({ path, message }) => (path ? `${path}: ${message}` : message)).join('; '),
      options,
    )
  }
}

/** Tells an Isola error, of one code or of any, from everything else. */
export function isIsolaError<Code extends IsolaErrorCode = IsolaErrorCode>(
  error: unknown,
  code?: Code,
): error is IsolaError<Code> {
  return error instanceof IsolaError && (code === undefined || error.code === code)
}
