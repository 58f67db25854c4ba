import { X } from 'lucide-react'

interface ChipProps {
  name: string
  text: string
  onEdit: (() => void) | undefined
  onRemove(): void
}

export function Chip({ name, text, onEdit, onRemove }: ChipProps) {
  const words = (
    <>
      <span className="text-mute">{name}</span>
      <span className="truncate">{text}</span>
    </>
  )
  return (
    <span className="flex h-[24px] min-w-0 max-w-full items-center rounded-[5px] border border-line bg-panel text-[12px]">
      {onEdit ? (
        <button
          type="button"
          title={`Edit ${name}: ${text}`}
          onClick={onEdit}
          className="flex h-full min-w-0 items-center gap-1.5 pl-[7px] hover:underline"
        >
          {words}
        </button>
      ) : (
        <span title={text} className="flex min-w-0 items-center gap-1.5 pl-[7px]">
          {words}
        </span>
      )}
      <button
        type="button"
        aria-label={`Remove ${name} filter`}
        onClick={onRemove}
        className="h-full shrink-0 px-1.5 text-mute hover:text-text"
      >
        <X className="size-3" />
      </button>
    </span>
  )
}
