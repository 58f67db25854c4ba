/** What runners do in a random run. */
import {
  CAUSES,
  type CreateWorkloadInput,
  ISOLATIONS,
  RUNTIMES,
  type RunnerReportInput,
  TERMINAL_STATUSES,
} from '@isola/domain'
import fc from 'fast-check'
import { type LeaseCommand, present } from './model-commands.ts'
import { lines, orNull, output, rarely, sometimes, text } from './model-values.ts'

const report: fc.Arbitrary<RunnerReportInput> = fc
  .record({
    status: fc.constantFrom(...TERMINAL_STATUSES),
    cause: sometimes(8, orNull(fc.constantFrom(...CAUSES))),
    output: sometimes(4, orNull(output)),
    exitCode: sometimes(4, fc.constantFrom(0, 0, 1, 137, null)),
    error: sometimes(4, orNull(text)),
    durationMs: sometimes(4, orNull(fc.nat(100_000))),
  })
  .map(present)
/** Few enough that one is often sent again. */
const plainReport: fc.Arbitrary<RunnerReportInput> = fc.constantFrom(
  { status: 'completed' },
  { status: 'failed', exitCode: 1 },
  { status: 'failed', exitCode: 1, durationMs: null },
  { status: 'killed' },
)

/** Such as runners wait for. */
export const workInput: fc.Arbitrary<CreateWorkloadInput> = fc
  .record({
    runtime: fc.constantFrom(...RUNTIMES),
    isolation: rarely(3, fc.constantFrom(...ISOLATIONS), fc.constant(undefined)),
    code: text,
    image: fc.constant('an image'),
  })
  .map(present)

const verb = <Verb extends LeaseCommand['verb']>(name: Verb) => fc.constant(name)
const ofLease = {
  leased: fc.oneof(fc.nat(2), fc.nat(20)),
  token: rarely(8, fc.constant('wrong'), fc.constant('right')),
  by: rarely(8, fc.constant('other'), fc.constant('holder')),
} as const

export const leaseCommand = fc.oneof<fc.WeightedArbitrary<LeaseCommand>[]>(
  { weight: 5, arbitrary: fc.record({ verb: verb('claim'), runner: fc.nat(1), claim: fc.nat(30) }) },
  { weight: 4, arbitrary: fc.record({ verb: verb('renewLease'), ...ofLease }) },
  { weight: 2, arbitrary: fc.record({ verb: verb('reportLogs'), ...ofLease, lines }) },
  {
    weight: 4,
    arbitrary: fc.record({ verb: verb('finish'), ...ofLease, report: fc.oneof(report, plainReport) }),
  },
)
