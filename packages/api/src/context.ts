import type { Auth, Caller } from '@isola/auth'
import type { Store } from '@isola/store'
import type { ChangesFeed } from './feed/changes-feed.ts'
import type { Notifier } from './feed/notifier.ts'

/** What all requests share. */
export interface ApiServices {
  store: Store
  auth: Pick<Auth, 'users' | 'keys' | 'setUp'>
  notifier: Notifier
  changes: ChangesFeed
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
  lossyNumber?: (call: number) => string | null
  /** Of a stream of changes: the event after which it begins. Whoever loses it before its first event resumes there. */
  stream: { position?: number }
}
