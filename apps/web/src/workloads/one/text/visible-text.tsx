import { Fragment } from 'react'
import { visiblePieces } from './visible.ts'

/** More marks than this in one text are noise that would cost as many elements. */
const MOST_PIECES = 2_000

/** Text of others: hidden characters are named instead of obeyed; it reads from left to right, as code does. */
export function VisibleText({ text }: { text: string }) {
  const pieces = visiblePieces(text)
  if (pieces.length === 1 && !pieces[0]?.mark) return <bdi dir="ltr">{text}</bdi>
  if (pieces.length > MOST_PIECES) return <bdi dir="ltr">{pieces.map((piece) => piece.text).join('')}</bdi>
  return (
    <bdi dir="ltr">
      {pieces.map((piece, index) =>
        piece.mark ? (
          <span key={index} className="rounded-sm bg-hover px-px text-mute">
            {piece.text}
          </span>
        ) : (
          <Fragment key={index}>{piece.text}</Fragment>
        ),
      )}
    </bdi>
  )
}
