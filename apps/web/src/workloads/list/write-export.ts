import { LIMITS, type ListWorkloadsQuery, type WorkloadPage, type WorkloadSummary } from '@isola/domain'
import { writePages } from '../../lib/write-pages.ts'
import { csvHeader, csvRow } from './csv.ts'

export type ExportFormat = 'csv' | 'json'

interface Export {
  format: ExportFormat
  query: Pick<ListWorkloadsQuery, 'filter' | 'order'>
  list(query: ListWorkloadsQuery, options: { signal: AbortSignal }): Promise<WorkloadPage>
  signal: AbortSignal
  onProgress(rows: number): void
}

const FORMATS = {
  csv: { type: 'text/csv;charset=utf-8', head: csvHeader, tail: '', write: csvRow },
  json: {
    type: 'application/json',
    head: '[\n',
    tail: '\n]\n',
    write: (workload: WorkloadSummary, before: number) =>
      `${before === 0 ? '' : ',\n'}${JSON.stringify(workload)}`,
  },
}

/** Everything that matches. */
export const writeExport = ({ format, query, list, signal, onProgress }: Export): Promise<Blob> =>
  writePages({
    ...FORMATS[format],
    ask: (cursor) =>
      list({ ...query, limit: LIMITS.pageSize, ...(cursor !== null && { cursor }) }, { signal }),
    onPage: (_page, rows) => onProgress(rows),
    signal,
  })
