import type { FieldKey } from './filter-fields.ts'

/** Those that have an editor; the others have a menu of their own, or come from a link. */
export const EDITED_FIELDS = [
  'created',
  'finished',
  'duration',
  'exitCode',
  'label',
  'requestedIsolation',
  'nodeId',
  'createdBy',
  'text',
  'idPrefix',
  'retryOf',
  'inputHash',
] as const satisfies readonly FieldKey[]
export type EditedField = (typeof EDITED_FIELDS)[number]
