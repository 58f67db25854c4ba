import type { Figure } from '../figure.ts'
import type { Options } from '../options.ts'

/** Some rows of the table, measured together. */
export interface Group {
  name: string
  /** Makes writes: needs copies of its own, and is left out for records that are only read. */
  writes: boolean
  measure(setting: Setting): Promise<Figure[]>
}

export interface Setting {
  options: Options
  /** Workloads in the record. */
  size: number
  /** A record of that size, to be read. */
  file: string
  /** A copy of it to write to, gone when the group is measured. */
  copy(name: string): string
}
