'use client'
import { ToggleGroup } from 'radix-ui'

interface SegmentsProps<Value extends string> {
  label: string
  value: Value
  onChange(value: Value): void
  options: { value: Value; name: string }[]
}

/** One of a few, all of them in sight. */
export const Segments = <Value extends string>({ label, value, onChange, options }: SegmentsProps<Value>) => (
  <ToggleGroup.Root
    type="single"
    aria-label={label}
    value={value}
    // Pressed again, the one that is on stays on.
    onValueChange={(next) => next && onChange(next as Value)}
    className="flex gap-1"
  >
    {options.map((option) => (
      <ToggleGroup.Item
        key={option.value}
        value={option.value}
        className="rounded-md px-2.5 py-1 text-[12px] text-mute hover:text-text data-[state=on]:bg-hover data-[state=on]:font-medium data-[state=on]:text-text"
      >
        {option.name}
      </ToggleGroup.Item>
    ))}
  </ToggleGroup.Root>
)
