import { ToggleGroup } from 'radix-ui'

const NAMES = { text: 'Text', json: 'JSON', hex: 'Hex' } as const
type View = keyof typeof NAMES

interface ViewSwitchProps {
  views: View[]
  value: View
  onChange(view: View): void
}

export const ViewSwitch = ({ views, value, onChange }: ViewSwitchProps) => (
  <ToggleGroup.Root
    type="single"
    aria-label="How to show it"
    value={value}
    onValueChange={(next) => next && onChange(next as View)}
    className="flex gap-0.5"
  >
    {views.map((view) => (
      <ToggleGroup.Item
        key={view}
        value={view}
        className="rounded px-1.5 text-fact text-mute hover:text-text data-[state=on]:bg-hover data-[state=on]:font-medium data-[state=on]:text-text"
      >
        {NAMES[view]}
      </ToggleGroup.Item>
    ))}
  </ToggleGroup.Root>
)
