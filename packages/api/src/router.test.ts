/** What the typed client sees: the domain's types, of every procedure, and a closed union of errors. */
import type {
  Activity,
  ApiKey,
  AppendLogResult,
  Attention,
  AuditEntry,
  Backend,
  Claim,
  CreateApiKeyInput,
  CreatedApiKey,
  CreateUserInput,
  CreateWorkloadInput,
  Durations,
  FilteredChange,
  FinishResult,
  IsolaErrorData,
  LeaseState,
  ListedRunner,
  ListLogLinesQuery,
  ListWorkloadsQuery,
  LogLine,
  LogLinesInput,
  LogPage,
  Page,
  Runner,
  StatsFilter,
  SystemInfo,
  TerminalStatus,
  UpdateUserInput,
  User,
  Workload,
  WorkloadEvent,
  WorkloadPage,
  WorkloadStats,
  WorkloadStatus,
  WorkloadSummary,
  WorkloadUpdate,
} from '@isola/domain'
import { createTRPCClient, httpBatchLink, TRPCClientError } from '@trpc/client'
import type { inferRouterInputs, inferRouterOutputs } from '@trpc/server'
import { describe, expect, expectTypeOf, it } from 'vitest'
import type { AppRouter } from './root.ts'
import { bearer, serve } from './testing/serve.ts'
import { PROCEDURES } from './testing/wire.ts'

type Inputs = inferRouterInputs<AppRouter>
type Outputs = inferRouterOutputs<AppRouter>
/** No input at all will do. */
// biome-ignore lint/suspicious/noConfusingVoidType: tRPC says so of a call without arguments
type Optional<Input> = Input | undefined | void

describe('every procedure', () => {
  it.each(PROCEDURES)('$path says who may call it and what it takes', ({ path, meta, inputs }) => {
    expect(meta?.permission).toBeTypeOf('string')
    expect(meta?.permission === 'anyone').toBe(path === 'system.info')
    expect(inputs).toHaveLength(1)
  })

  it.each(PROCEDURES.filter(({ type }) => type !== 'subscription'))(
    '$path says what it answers: nothing leaves that its schema does not name',
    ({ output }) => {
      expect(output).toHaveProperty('parse')
    },
  )

  it('that changes something is a mutation, which no GET can call', () => {
    const reads = /\.(get|list|events|wait|changes|tail|summary|activity|durations|attention|info|backends)$/
    for (const { path, type } of PROCEDURES)
      expect([path, type === 'mutation']).toEqual([path, !reads.test(path)])
  })
})

describe('the types of the router', () => {
  it('are the domain’s: what workloads are', () => {
    expectTypeOf<Outputs['workload']['create']>().toEqualTypeOf<Workload>()
    expectTypeOf<Outputs['workload']['get']>().toEqualTypeOf<Workload>()
    expectTypeOf<Outputs['workload']['retry']>().toEqualTypeOf<Workload>()
    expectTypeOf<Outputs['workload']['list']>().toExtend<WorkloadPage>()
    expectTypeOf<Outputs['workload']['update']>().toEqualTypeOf<WorkloadSummary>()
    expectTypeOf<Outputs['workload']['updateStatus']>().toEqualTypeOf<WorkloadSummary>()
    expectTypeOf<Outputs['workload']['override']>().toEqualTypeOf<WorkloadSummary>()
    expectTypeOf<Outputs['workload']['kill']>().toEqualTypeOf<WorkloadSummary>()
    expectTypeOf<Outputs['workload']['delete']>().toEqualTypeOf<{ id: string }>()
    expectTypeOf<Outputs['workload']['note']>().toEqualTypeOf<WorkloadEvent>()
    expectTypeOf<Outputs['workload']['events']>().toEqualTypeOf<Page<WorkloadEvent>>()
    expectTypeOf<Outputs['workload']['wait']>().toEqualTypeOf<{ workload: Workload; done: boolean }>()
  })

  it('are the domain’s: logs, statistics, people and keys', () => {
    expectTypeOf<Outputs['log']['append']>().toEqualTypeOf<AppendLogResult>()
    expectTypeOf<Outputs['log']['list']>().toExtend<LogPage>()
    expectTypeOf<Outputs['stats']['summary']>().toEqualTypeOf<WorkloadStats>()
    expectTypeOf<Outputs['stats']['activity']>().toEqualTypeOf<Activity>()
    expectTypeOf<Outputs['stats']['durations']>().toEqualTypeOf<Durations>()
    expectTypeOf<Outputs['stats']['attention']>().toEqualTypeOf<Attention>()
    expectTypeOf<Outputs['admin']['users']['list']>().toEqualTypeOf<Page<User>>()
    expectTypeOf<Outputs['admin']['users']['create']>().toEqualTypeOf<User>()
    expectTypeOf<Outputs['admin']['users']['update']>().toEqualTypeOf<User>()
    expectTypeOf<Outputs['admin']['keys']['list']>().toEqualTypeOf<Page<ApiKey>>()
    expectTypeOf<Outputs['admin']['keys']['create']>().toEqualTypeOf<CreatedApiKey>()
    expectTypeOf<Outputs['admin']['keys']['revoke']>().toEqualTypeOf<ApiKey>()
    expectTypeOf<Outputs['admin']['audit']['list']>().toEqualTypeOf<Page<AuditEntry>>()
    expectTypeOf<Outputs['runner']['register']>().toEqualTypeOf<Runner>()
    expectTypeOf<Outputs['runner']['claim']>().toEqualTypeOf<{ claim: Claim | null }>()
    expectTypeOf<Outputs['runner']['heartbeat']>().toEqualTypeOf<LeaseState>()
    expectTypeOf<Outputs['runner']['log']>().toEqualTypeOf<AppendLogResult>()
    expectTypeOf<Outputs['runner']['finish']>().toEqualTypeOf<FinishResult>()
    expectTypeOf<Outputs['runner']['list']>().toEqualTypeOf<Page<ListedRunner>>()
    expectTypeOf<Outputs['system']['info']>().toEqualTypeOf<SystemInfo>()
    expectTypeOf<Outputs['system']['backends']>().toEqualTypeOf<{ items: Backend[] }>()
  })

  it('are the domain’s: what procedures take', () => {
    type Options = { ifRevision?: number | undefined; reason?: string | undefined }
    expectTypeOf<Inputs['workload']['create']>().toEqualTypeOf<CreateWorkloadInput>()
    expectTypeOf<Inputs['workload']['list']>().toEqualTypeOf<Optional<ListWorkloadsQuery>>()
    expectTypeOf<Inputs['workload']['update']>().toExtend<WorkloadUpdate & Options & { id: string }>()
    expectTypeOf<WorkloadUpdate & Options & { id: string }>().toExtend<Inputs['workload']['update']>()
    expectTypeOf<Inputs['workload']['updateStatus']['status']>().toEqualTypeOf<WorkloadStatus>()
    expectTypeOf<Inputs['workload']['override']['status']>().toEqualTypeOf<TerminalStatus>()
    expectTypeOf<Inputs['workload']['override']['reason']>().toEqualTypeOf<string>()
    expectTypeOf<Inputs['workload']['delete']>().toEqualTypeOf<{ id: string; reason: string }>()
    expectTypeOf<Inputs['log']['append']>().toEqualTypeOf<{ id: string; lines: LogLinesInput }>()
    expectTypeOf<Omit<Inputs['log']['list'], 'id'>>().toExtend<ListLogLinesQuery>()
    expectTypeOf<Inputs['stats']['summary']>().toEqualTypeOf<Optional<StatsFilter>>()
    expectTypeOf<Inputs['admin']['users']['create']>().toEqualTypeOf<CreateUserInput>()
    expectTypeOf<Inputs['admin']['users']['update']>().toEqualTypeOf<UpdateUserInput>()
    expectTypeOf<Inputs['admin']['keys']['create']>().toEqualTypeOf<CreateApiKeyInput>()
  })

  it('are the domain’s: what streams carry', () => {
    type Of<Stream> = Stream extends AsyncIterable<{ id: string; data: infer Item }> ? Item : never
    expectTypeOf<Of<Outputs['workload']['changes']>>().toEqualTypeOf<FilteredChange>()
    expectTypeOf<Of<Outputs['log']['tail']>>().toEqualTypeOf<{ lines: LogLine[] }>()
  })

  it('tell a client which errors there are, and the client gets them', async () => {
    const { url, key } = await serve()
    const { key: secret } = await key('viewer')
    const client = createTRPCClient<AppRouter>({
      links: [httpBatchLink({ url: `${url}/api/trpc`, headers: bearer(secret) })],
    })
    expect((await client.system.info.query()).caller?.role).toBe('viewer')
    const unknown = '01ARZ3NDEKTSV4RRFFQ69G5FAV'
    const error = await client.workload.get.query({ id: unknown }).catch((refusal: unknown) => refusal)
    if (!isOurs(error)) throw error
    expectTypeOf(error.data!.isola).toEqualTypeOf<IsolaErrorData>()
    expect(error.data?.isola).toEqual({ code: 'WORKLOAD_NOT_FOUND', id: unknown })
  })
})

const isOurs = (error: unknown): error is TRPCClientError<AppRouter> => error instanceof TRPCClientError
