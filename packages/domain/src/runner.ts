import { z } from 'zod'
import { workloadId } from './id.ts'
import { isolation, runtime } from './lifecycle-schemas.ts'
import { pageOf } from './page.ts'
import { text } from './text.ts'

/** The limits that a backend enforces; what it does not enforce is said, never hidden. */
export const enforcedLimits = z.strictObject({
  cpu: z.boolean(),
  memory: z.boolean(),
  wallTime: z.boolean(),
  network: z.boolean(),
  filesystem: z.boolean(),
})

/** What a runner found when it really ran something in an isolation. */
export const capability = z.strictObject({
  isolation: isolation.exclude(['auto']),
  runtimes: z.array(runtime),
  available: z.boolean(),
  version: text.nullable(),
  /** `auto` takes the greatest of those that have the runtime. */
  strength: z.int(),
  enforces: enforcedLimits,
  /** Why it is not available. */
  reason: text.nullable(),
})
export type Capability = z.infer<typeof capability>

export const runner = z.object({
  /** Of its API key: a runner is its key. */
  id: text,
  /** New at each start of the runner. */
  bootId: text,
  name: text,
  version: text,
  labels: z.record(z.string(), z.string()),
  capacity: z.int().min(1),
  capabilities: z.array(capability),
  registeredAt: z.string(),
  lastHeartbeatAt: z.string(),
  /** Last seen within the length of a lease: it can be given work. */
  live: z.boolean(),
  /** How many workloads it has leased. */
  runningCount: z.int(),
  /** The oldest of them, at most 20. */
  running: z.array(z.object({ id: workloadId, name: z.string().nullable() })),
})
export type Runner = z.infer<typeof runner>

/** As lists show it: to a runner, of others neither the start nor what they run. */
export const listedRunner = runner.extend({ bootId: text.nullable() })
export type ListedRunner = z.infer<typeof listedRunner>

export const runnerPage = pageOf(listedRunner)
