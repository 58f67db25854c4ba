import type { ReactNode } from 'react'

export interface RowsProps {
  count: number
  label: string
  className?: string
  children(index: number): ReactNode
}

export const ROW_PX = 18
export const ROW_LOOK = 'h-[18px] whitespace-pre px-3.5'
export const ROWS_LOOK = 'max-h-[70vh] overflow-auto font-mono text-fact leading-[18px]'
