/** The shape of `client.<router>.<procedure>`, in types of our own: tRPC's do not compile without `ws` and DOM. */

export interface CallOptions {
  /** Ends the call at once: it rejects with the signal's reason. */
  signal?: AbortSignal
  /** In place of the client's, for this call. */
  timeoutMs?: number
}

export interface Query<Input, Output> {
  query(...call: Call<Input>): Promise<Output>
}

export interface Mutation<Input, Output> {
  mutate(...call: Call<Input>): Promise<Output>
}

export interface Subscription<Input, Item> {
  subscribe(input: Input, options: SubscriptionOptions<Item>): Unsubscribable
}

export interface SubscriptionOptions<Item> {
  /** Ends the subscription; `onError` gets the signal's reason. */
  signal?: AbortSignal
  /** Every time it is connected. */
  onStarted?: () => void
  onData?: (item: Item) => void
  /** The subscription has ended, and why. */
  onError?: (error: Error) => void
  onComplete?: () => void
  onConnectionStateChange?: (connection: Connection) => void
}

export interface Connection {
  state: 'connecting' | 'pending' | 'idle'
  /** Why it connects again. */
  error: Error | null
}

export interface Unsubscribable {
  unsubscribe(): void
}

type Call<Input> = undefined extends Input
  ? [input?: Input, options?: CallOptions]
  : [input: Input, options?: CallOptions]
