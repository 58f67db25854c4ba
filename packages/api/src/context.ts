import type { Auth, Caller } from '@isola/auth'
import type { Store } from '@isola/store'
import type { Capacity } from './capacity/capacity.ts'
import type { Share } from './capacity/room.ts'
import type { ChangesFeed } from './feed/changes-feed.ts'
import type { Notifier } from './feed/notifier.ts'

/** What all requests share. */
export interface ApiServices {
  store: Store
  auth: Pick<Auth, 'users' | 'keys' | 'setUp'>
  notifier: Notifier
  changes: ChangesFeed
  capacity: Capacity
  version: string
  /** Ends every stream and every wait, when the server stops. */
  stopping: AbortSignal
}

/** What a procedure works with. */
export interface ApiContext extends ApiServices {
  /** Null for those who have not signed in. */
  caller: Caller | null
  /**
   * The path of the first number in a call's `input` that was rounded when the request was parsed. Absent for in-process
   * callers, whose input was never text.
   */
  lossyNumber?: ((call: number) => string | null) | undefined
  /** The caller's, of the bytes in flight: given back when the request is over. Absent for in-process callers. */
  share?: Share | undefined
  /** Runs the queries of a batch one after the other, so that other requests get in between. */
  inTurn?: (<Answer>(work: () => Promise<Answer>) => Promise<Answer>) | undefined
  /** Of a stream of changes: the event after which it begins. A client that disconnects before the first event resumes from here. */
  stream: { position?: number }
}
