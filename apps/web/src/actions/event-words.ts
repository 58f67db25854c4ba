import type { ActorIdentity, EventKind } from '@isola/domain'

/** What somebody did, after their name. */
export const DID: Record<EventKind, string> = {
  created: 'created it',
  transitioned: 'changed its status',
  updated: 'reported on it',
  amended: 'amended it',
  overridden: 'overrode its status',
  kill_requested: 'asked for it to be killed',
  report_rejected: 'reported too late and was refused',
  noted: 'left a note',
  retried: 'retried it',
  deleted: 'deleted it',
}

/** A user by name alone; of the others, what they are. */
export const actorName = ({ kind, name }: ActorIdentity): string =>
  kind === 'user' ? name : `${kind} ${name}`
