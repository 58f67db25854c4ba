'use client'
import { ChevronRight } from 'lucide-react'
import { useMemo, useState } from 'react'
import { cn } from '#/lib/cn.ts'
import { Rows } from '../text/rows.tsx'
import { VisibleText } from '../text/visible-text.tsx'
import { closes, firstOpen, type JsonLine, opens, shownLines } from './json-lines.ts'

const LONGEST_SHOWN = 2_000

interface JsonTreeProps {
  lines: readonly JsonLine[]
  label: string
  /** Where the reader finds a long value whole, such as `Copy has all of it`. */
  hint: string
}

/** JSON to be opened and closed, of any size. */
export function JsonTree({ lines, label, hint }: JsonTreeProps) {
  const [{ of, open }, setState] = useState(() => ({ of: lines, open: firstOpen(lines) }))
  // Lines are known by their index, which means something else in another text.
  if (of !== lines) setState({ of: lines, open: firstOpen(lines) })
  const shown = useMemo(() => shownLines(lines, (line) => open.has(line)), [lines, open])
  const toggle = (line: number) =>
    setState((present) => {
      const next = new Set(present.open)
      if (!next.delete(line)) next.add(line)
      return { ...present, open: next }
    })
  return (
    <Rows count={shown.length} label={label} className="pb-3">
      {(index) => {
        const at = shown[index] ?? 0
        const line = lines[at]
        if (!line) return null
        const end = lines[line.end]
        return <JsonRow line={line} end={end} open={open.has(at)} hint={hint} onToggle={() => toggle(at)} />
      }}
    </Rows>
  )
}

interface JsonRowProps {
  line: JsonLine
  /** The closing bracket of what the line opens. */
  end: JsonLine | undefined
  open: boolean
  hint: string
  onToggle(): void
}

function JsonRow({ line, end, open, hint, onToggle }: JsonRowProps) {
  const { key, token, depth, size, comma } = line
  const name = key === null ? null : (JSON.parse(key) as string)
  const container = opens(line)
  return (
    <span className="flex items-center" style={{ paddingLeft: `${Math.min(depth, 60) * 14}px` }}>
      {container && size > 0 ? (
        <button
          type="button"
          aria-expanded={open}
          aria-label={`${open ? 'Close' : 'Open'} ${name ?? (token === '[' ? 'list' : 'object')}`}
          onClick={onToggle}
          className="grid size-4 shrink-0 place-items-center text-faint hover:text-text"
        >
          <ChevronRight className={cn('size-3', open && 'rotate-90')} />
        </button>
      ) : (
        <span className="w-4 shrink-0" />
      )}
      {name !== null && (
        <>
          <span className="text-mute">
            <VisibleText text={cut(JSON.stringify(name), hint)} />
          </span>
          :&nbsp;
        </>
      )}
      {container ? (
        <Container token={token} size={size} open={open} end={end} />
      ) : (
        <>
          <span className={token.startsWith('"') || closes(line) ? '' : 'text-mute'}>
            <VisibleText text={cut(readable(token), hint)} />
          </span>
          {comma && ','}
        </>
      )}
    </span>
  )
}

type ContainerProps = Pick<JsonLine, 'token' | 'size'> & Pick<JsonRowProps, 'open' | 'end'>

/** A bracket that opens; if it is folded or empty, with the one that closes it. */
function Container({ token, size, open, end }: ContainerProps) {
  if (open) return token
  return (
    <>
      {`${token}${size > 0 ? '…' : ''}${end?.token}${end?.comma ? ',' : ''}`}
      {size > 0 && <span className="ml-2 text-faint">{size}</span>}
    </>
  )
}

/** Shows escaped letters as letters, because Python escapes all but ASCII, and leaves numbers as they were written. */
const readable = (token: string): string =>
  token.startsWith('"') ? JSON.stringify(JSON.parse(token)) : token

const cut = (text: string, hint: string): string =>
  text.length > LONGEST_SHOWN ? `${text.slice(0, LONGEST_SHOWN)}… (${text.length} characters; ${hint})` : text
