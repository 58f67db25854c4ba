import type { Figure } from '../figure.ts'
import type { Subject } from './subject.ts'

/** What one round found of one checkout. */
export type Sample = Pick<Figure, 'name' | 'value' | 'unit'> & { target?: Figure['target'] | undefined }

export interface LoadGroup {
  name: string
  /** Workloads in the record to begin with. */
  rows: number
  /** A round that takes minutes is measured once. */
  once?: true
  /** Its pages are asked for: they have to be built. */
  pages?: true
  measure(subject: Subject): Promise<Sample[]>
}
