/** In the order in which they stand. */
export const COLUMN_KEYS = [
  'status',
  'name',
  'id',
  'runtime',
  'isolation',
  'node',
  'duration',
  'exitCode',
  'error',
  'labels',
  'createdBy',
  'finished',
  'created',
] as const
export type ColumnKey = (typeof COLUMN_KEYS)[number]

export const DEFAULT_COLUMNS: readonly ColumnKey[] = [
  'status',
  'name',
  'id',
  'runtime',
  'isolation',
  'duration',
  'error',
  'created',
]
