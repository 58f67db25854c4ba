import { randomUUID } from 'node:crypto'
import type { Backend } from '@isola/backends'
import type { IsolaClient } from '@isola/client'
import type { Capability } from '@isola/domain'
import type { Logger } from 'pino'
import packageJson from '../package.json' with { type: 'json' }
import { boundCapability } from './bound-capability.ts'
import { claimWork } from './claim-work.ts'
import type { Config } from './config.ts'
import { supervise } from './supervise.ts'
import { untilAnswered } from './until-answered.ts'

export interface Stop {
  /** Nothing more is claimed. */
  draining: AbortSignal
  /** What still runs is killed, and reported. */
  leaving: AbortSignal
  /** Nobody is left to report to. */
  alone: AbortSignal
}

/** A runner's whole life: clears what an earlier one left, finds out what it can run, registers, works, drains. */
export async function runRunner(
  client: IsolaClient,
  backends: Backend[],
  config: Config,
  log: Logger,
  { draining, leaving, alone }: Stop,
): Promise<void> {
  await Promise.all(backends.map((backend) => backend.clean()))
  const { ISOLA_RUNNER_CAPACITY: capacity, ISOLA_RUNNER_NAME: name } = config
  const bootId = randomUUID()
  const itself = { bootId, name, version: packageJson.version, capacity }
  const register = (capabilities: Capability[]) =>
    untilAnswered(
      () => client.runner.register.mutate({ ...itself, capabilities: capabilities.map(boundCapability) }),
      draining,
    )
  const probes = backends.map((backend) => backend.probe())
  // A sandbox tries every language it has: meanwhile what is known already can be run.
  const { id } = await register([await Promise.race(probes)])
  log.info({ id, capacity }, 'ready')
  const registered = Promise.all(probes).then(async (all) => {
    if (draining.aborted) return
    for (const one of all) log.info(one, one.available ? 'can run' : 'cannot run')
    await register(all).catch((error: unknown) => {
      // What runs still comes to its end.
      if (!draining.aborted) throw error
    })
  })
  const worked = claimWork(client, { bootId, capacity }, draining, (claim) =>
    supervise({ client, backends, log, leaving, alone }, claim),
  )
  // Who leaves does not wait for what it would not offer any more.
  await Promise.race([worked, registered.then(() => worked)])
}
