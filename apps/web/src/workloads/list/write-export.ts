import type { ListWorkloadsQuery, WorkloadPage, WorkloadSummary } from '@isola/domain'
import { LIMITS } from '@isola/domain'
import { csvHeader, csvRow } from './csv.ts'
import { patiently } from './patiently.ts'

export type ExportFormat = 'csv' | 'json'

interface Export {
  format: ExportFormat
  query: Pick<ListWorkloadsQuery, 'filter' | 'order'>
  list(query: ListWorkloadsQuery, options: { signal: AbortSignal }): Promise<WorkloadPage>
  signal: AbortSignal
  onProgress(rows: number): void
}

const FORMATS = {
  csv: { type: 'text/csv;charset=utf-8', head: csvHeader, tail: '', row: csvRow },
  json: {
    type: 'application/json',
    head: '[\n',
    tail: '\n]\n',
    row: (workload: WorkloadSummary, first: boolean) => `${first ? '' : ',\n'}${JSON.stringify(workload)}`,
  },
}

/** Everything that matches, page by page. The browser may keep a Blob on disk: rows do not pile up as strings. */
export async function writeExport({ format, query, list, signal, onProgress }: Export): Promise<Blob> {
  const { type, head, tail, row } = FORMATS[format]
  let written = new Blob([head], { type })
  let rows = 0
  for (let cursor: string | null | undefined; cursor !== null; ) {
    const page = await patiently(signal, () =>
      list({ ...query, limit: LIMITS.pageSize, ...(cursor && { cursor }) }, { signal }),
    )
    signal.throwIfAborted()
    const text = page.items.map((workload, index) => row(workload, rows + index === 0)).join('')
    written = new Blob([written, text], { type })
    rows += page.items.length
    cursor = page.nextCursor
    onProgress(rows)
  }
  return new Blob([written, tail], { type })
}

export function download(blob: Blob, name: string): void {
  const url = URL.createObjectURL(blob)
  const link = document.createElement('a')
  link.href = url
  link.download = name
  link.click()
  // The browser reads it after the click.
  setTimeout(() => URL.revokeObjectURL(url), 60_000)
}
