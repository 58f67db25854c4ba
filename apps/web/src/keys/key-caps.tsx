'use client'
import { Kbd } from '#/components/ui/kbd.tsx'
import { useModName } from './use-mod-name.ts'

const NAMES: Record<string, string> = {
  Escape: 'Esc',
  Enter: '↵',
  ArrowUp: '↑',
  ArrowDown: '↓',
  ArrowLeft: '←',
  ArrowRight: '→',
  ' ': 'Space',
}

/** `g w` is two caps, `mod+k` one. */
export function KeyCaps({ spelling }: { spelling: string }) {
  const mod = useModName()
  return (
    <span className="flex gap-1">
      {spelling.split(/(?<=.) /).map((stroke) => (
        <Kbd key={stroke}>{capOf(stroke, mod)}</Kbd>
      ))}
    </span>
  )
}

function capOf(stroke: string, mod: string): string {
  const key = stroke.replace('mod+', '')
  const name = NAMES[key] ?? NAMES[key.charAt(0).toUpperCase() + key.slice(1)] ?? key
  return stroke === key ? name : `${mod}${name.length === 1 ? name.toUpperCase() : name}`
}
