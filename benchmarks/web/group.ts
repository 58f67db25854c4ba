import type { Figure } from '../figure.ts'
import type { Served } from './served.ts'

/** Some rows of the table, measured together. */
export interface WebGroup {
  name: string
  measure(served: Served): Promise<Figure[]>
}
