import type { Figure } from '../figure.ts'
import type { Options } from '../options.ts'
import type { Installation } from './installation.ts'

/** Rows that are measured together. */
export interface ExecutionGroup {
  name: string
  measure(installation: Installation, options: Options): Promise<Figure[]>
}
