import { z } from 'zod'
import { workloadId } from './id.ts'
import { isolation, runtime } from './lifecycle-schemas.ts'
import { text } from './text.ts'

/** What a backend holds a workload to; a false is said, never hidden. */
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
  /** Heard of within the length of a lease: what it offers can be had. */
  live: z.boolean(),
  /** What it has leased, oldest first. */
  running: z.array(z.object({ id: workloadId, name: z.string().nullable() })),
})
export type Runner = z.infer<typeof runner>

/** As lists show it: to a runner, of others neither the start nor what they run. */
export const listedRunner = runner.extend({ bootId: text.nullable() })
export type ListedRunner = z.infer<typeof listedRunner>
