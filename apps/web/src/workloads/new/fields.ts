import type { Draft } from './draft.ts'

/** What every part of the form is given. */
export interface FieldsProps {
  draft: Draft
  set(change: Partial<Draft>): void
  /** What is wrong with a field, of the last attempt. */
  issue(field: string): string | undefined
}
