type Listener = (reason: unknown) => void

/** One listener for each signal, however many calls it ends: Node 20 takes eleven of them for a leak, and says so. */
const signals = new WeakMap<AbortSignal, { listeners: Set<Listener>; abort: () => void }>()

/** Calls back when the signal aborts, at once if it has. @returns ends that: signals outlive calls */
export function onAbort(signal: AbortSignal | null | undefined, callBack: Listener): () => void {
  if (signal?.aborted) callBack(signal.reason)
  if (!signal || signal.aborted) return () => {}
  const { listeners, abort } = signals.get(signal) ?? listenTo(signal)
  // The same function may be given twice.
  const listener: Listener = (reason) => callBack(reason)
  listeners.add(listener)
  return () => {
    listeners.delete(listener)
    if (listeners.size > 0) return
    signal.removeEventListener('abort', abort)
    signals.delete(signal)
  }
}

function listenTo(signal: AbortSignal) {
  const listeners = new Set<Listener>()
  const abort = () => {
    for (const listener of listeners) {
      try {
        listener(signal.reason)
      } catch (error) {
        // As with events: one that throws keeps the signal from nobody else.
        queueMicrotask(() => {
          throw error
        })
      }
    }
  }
  signal.addEventListener('abort', abort, { once: true })
  const own = { listeners, abort }
  signals.set(signal, own)
  return own
}
