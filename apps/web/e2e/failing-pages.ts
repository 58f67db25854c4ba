/** Loaded before the server: told so, no page can ask for anything any more, as when what it needs is broken. */
const CALLER = Symbol.for('isola.caller')
const globals = globalThis as Record<symbol, unknown>
let whole: unknown

process.on('message', ({ failing }: { failing: boolean }) => {
  whole ??= globals[CALLER]
  globals[CALLER] = failing ? () => Promise.reject(new Error('the disk is on fire')) : whole
  process.send?.('done')
})
