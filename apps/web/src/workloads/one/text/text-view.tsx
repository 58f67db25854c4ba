'use client'
import { useMemo } from 'react'
import { Rows } from './rows.tsx'
import { splitRows } from './split-rows.ts'
import { VisibleText } from './visible-text.tsx'

/** Up to here text is simply there, so that the browser's own search and selection reach all of it. */
const PLAIN_CHARACTERS = 32 * 1024
const PLAIN_ROWS = 1_000

/** Read-only monospaced text of any size. */
export function TextView({ text, label, wrap = false }: { text: string; label: string; wrap?: boolean }) {
  const rows = useMemo(() => splitRows(text), [text])
  if (text.length <= PLAIN_CHARACTERS && rows.length <= PLAIN_ROWS) {
    return (
      <section
        aria-label={label}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reachable by keyboard
        tabIndex={0}
        className={`max-h-[70vh] overflow-auto px-3.5 pb-3 font-mono text-fact leading-[18px] ${
          wrap ? 'whitespace-pre-wrap break-words' : 'whitespace-pre'
        }`}
      >
        <VisibleText text={text} />
      </section>
    )
  }
  return (
    <Rows count={rows.length} label={label} className="pb-3">
      {(index) => <VisibleText text={rows[index]?.text ?? ''} />}
    </Rows>
  )
}
