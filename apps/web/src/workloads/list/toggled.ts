/** With the value if it was not there, without it if it was; in the order of `all`, and null when nothing is left. */
export function toggled<Value extends string>(
  all: readonly Value[],
  chosen: readonly Value[] | null,
  value: Value,
): Value[] | null {
  const next = all.filter((one) => (one === value) !== (chosen?.includes(one) ?? false))
  return next.length > 0 ? next : null
}
