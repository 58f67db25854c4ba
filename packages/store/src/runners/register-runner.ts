import {
  type Actor,
  offeredBy,
  parseInput,
  type RegisterRunnerInput,
  type Runner,
  registerRunnerInput,
  sizeOf,
} from '@isola/domain'
import type { Announce } from '../commit.ts'
import type { StoreContext } from '../context.ts'
import { parseActor } from '../parse-actor.ts'
import type { LaneDatabase } from '../sqlite/lane-database.ts'
import { canonicalJson } from '../workloads/source.ts'
import { readRunner } from './list-runners.ts'

const REGISTER = `
  INSERT INTO runners (id, boot_id, name, version, labels, capacity, capabilities, registered_at, last_heartbeat_at)
  VALUES (@id, @bootId, @name, @version, @labels, @capacity, @capabilities, @now, @now)
  ON CONFLICT DO UPDATE SET boot_id = excluded.boot_id, name = excluded.name, version = excluded.version,
    labels = excluded.labels, capacity = excluded.capacity, capabilities = excluded.capabilities,
    registered_at = excluded.registered_at, last_heartbeat_at = excluded.last_heartbeat_at`

/**
 * A runner is its key: who registers again takes the place of an earlier start, whose claims are refused from now on.
 * What that one has leased it may still finish.
 */
export async function registerRunner(
  context: StoreContext,
  input: RegisterRunnerInput,
  actor: Actor,
): Promise<Runner> {
  const { id } = parseActor(actor)
  const parsed = parseInput(registerRunnerInput, input)
  const { labels, capabilities, ...runner } = parsed
  const write = (db: LaneDatabase, announce: Announce) => {
    const json = { labels: canonicalJson(labels), capabilities: canonicalJson(capabilities) }
    db.run(REGISTER, { ...runner, ...json, id, now: context.clock.now() })
    context.presence.runners.hear(id)
    context.presence.unoffered.offer(offeredBy(capabilities))
    announce({ runner: id })
  }
  await context.lane.submit(write, { bytes: sizeOf(parsed) })
  // Only now is it in the record for certain: claims are held to what that says. Nothing may be awaited in between: the
  // commit is announced next, and waiting claims then ask what is offered.
  context.presence.registered.set(id, { bootId: runner.bootId, capabilities })
  return readRunner(context, id)
}
