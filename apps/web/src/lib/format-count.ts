const COUNT = new Intl.NumberFormat('en')

export const formatCount = (count: number): string => COUNT.format(count)

/** What a list holds: exact, or as many as were counted. */
export const formatTotal = ({ count, exact }: { count: number; exact: boolean }): string =>
  exact ? formatCount(count) : `${formatCount(count)}+`

export function formatPercent(part: number, whole: number): string {
  const percent = whole === 0 ? 0 : (100 * part) / whole
  return `${percent >= 10 || percent === 0 ? Math.round(percent) : percent.toFixed(1)} %`
}

export function formatBytes(bytes: number): string {
  if (bytes < 1024) return `${bytes} B`
  const units = ['KiB', 'MiB', 'GiB']
  let value = bytes
  let unit = 'B'
  for (const next of units) {
    if (value < 1024) break
    value /= 1024
    unit = next
  }
  return `${value >= 10 ? Math.round(value) : value.toFixed(1)} ${unit}`
}
