import type {
  AnyTRPCMutationProcedure,
  AnyTRPCQueryProcedure,
  AnyTRPCSubscriptionProcedure,
  inferProcedureOutput,
  inferSubscriptionOutput,
} from '@trpc/server'
import type { Mutation, Query, Subscription } from './procedures.ts'

/** The procedures of a tRPC router, as a client calls them. */
export type ProceduresOf<Routers> = {
  [Name in keyof Routers]: Routers[Name] extends AnyTRPCQueryProcedure
    ? Query<InputOf<Routers[Name]>, inferProcedureOutput<Routers[Name]>>
    : Routers[Name] extends AnyTRPCMutationProcedure
      ? Mutation<InputOf<Routers[Name]>, inferProcedureOutput<Routers[Name]>>
      : Routers[Name] extends AnyTRPCSubscriptionProcedure
        ? Subscription<InputOf<Routers[Name]>, inferSubscriptionOutput<Routers[Name]>>
        : ProceduresOf<Routers[Name]>
}

type InputOf<Procedure extends { _def: { $types: { input: unknown } } }> =
  Procedure['_def']['$types']['input']
