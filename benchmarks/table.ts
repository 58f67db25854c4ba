import { type Figure, isMet } from './figure.ts'

const COLUMNS = ['what', 'workloads', 'value', 'p99', 'beside', 'ratio', 'target', ''] as const

/** Three figures that count: 0.0123, 1.23, 123, 12300. */
function short(value: number): string {
  if (!Number.isFinite(value)) return String(value)
  return Number(value.toPrecision(3)).toLocaleString('en', { maximumSignificantDigits: 3 })
}

function cells(figure: Figure): string[] {
  const { name, size, value, unit, p99, beside, ratio, target } = figure
  const met = isMet(figure)
  const limit = target && ('atMost' in target ? `≤ ${target.atMost}` : `≥ ${target.atLeast}`)
  return [
    name,
    size === null ? '' : size.toLocaleString('en'),
    `${short(value)} ${unit}`,
    p99 === undefined ? '' : short(p99),
    beside ? `${beside.what} ${short(beside.value)}` : '',
    ratio === undefined ? '' : `${ratio.toFixed(2)} ×`,
    target ? `${limit} ${target.of === 'ratio' ? '×' : unit}` : 'reported',
    met === null ? '' : met ? 'pass' : 'MISS',
  ]
}

export function toText(figures: Figure[]): string {
  const rows = [[...COLUMNS], ...figures.map(cells)]
  const widths = COLUMNS.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)))
  const pad = (cell: string, column: number) =>
    column === 0 ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0)
  return rows.map((row) => row.map(pad).join('  ').trimEnd()).join('\n')
}

/** Without what stands for many of a kind. */
export function toMarkdown(figures: Figure[]): string {
  const rows = figures.filter(({ detail }) => !detail).map(cells)
  const line = (row: readonly string[]) => `| ${row.join(' | ')} |`
  return [
    line(COLUMNS),
    line(COLUMNS.map((_, column) => (column === 0 ? '---' : '--:'))),
    ...rows.map(line),
  ].join('\n')
}
