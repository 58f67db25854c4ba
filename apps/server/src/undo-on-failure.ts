import type { Logger } from 'pino'

/** Undoes what was begun when a start fails. What fails while undoing is logged: it must not hide why the start failed. */
export async function undoOnFailure<Started>(
  log: Logger,
  start: (undo: AsyncDisposableStack) => Promise<Started>,
): Promise<Started> {
  const undo = new AsyncDisposableStack()
  try {
    return await start(undo)
  } catch (error) {
    try {
      await undo.disposeAsync()
    } catch (undoing) {
      log.error({ err: undoing }, 'not undone')
    }
    throw error
  }
}
