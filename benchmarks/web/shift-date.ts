/** Moves the clock of whatever runs it. Of nothing but itself: pages are handed its source. */
export function shiftDate(byMs: number): void {
  const read = Date.now
  Date.now = () => read() + byMs
  globalThis.Date = new Proxy(Date, {
    construct: (target, args, as) => Reflect.construct(target, args.length > 0 ? args : [Date.now()], as),
  })
}
