'use client'
import { useKeys } from '#/keys/use-keys.ts'

export interface ListKeys {
  move(step: 1 | -1): void
  select(range: boolean): void
  open(): void
  retry(): void
  changeStatus(): void
  clear(): void
}

export function useListKeys(keys: ListKeys): void {
  useKeys([
    { key: '/', name: 'Filter', run: () => document.querySelector<HTMLElement>('[data-search]')?.focus() },
    { key: 'j', name: 'Next workload', run: () => keys.move(1) },
    { key: 'k', name: 'Previous workload', run: () => keys.move(-1) },
    { key: 'Enter', name: 'Open it', run: keys.open },
    {
      key: ['x', 'X'],
      name: 'Select it; with Shift, up to it',
      run: ({ shiftKey }) => keys.select(shiftKey),
    },
    { key: 'r', name: 'Retry it, or what is selected', run: keys.retry },
    { key: 's', name: 'Change its status', run: keys.changeStatus },
    { key: 'Escape', name: 'Clear the selection', run: keys.clear },
  ])
}
