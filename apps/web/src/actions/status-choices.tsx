'use client'
import type { WorkloadStatus } from '@isola/domain'
import { RadioGroup } from 'radix-ui'
import type { ReactNode } from 'react'
import { Status } from '#/components/status.tsx'

interface Choice<Value> {
  status: Value
  text: ReactNode
  /** Why it can't be chosen. */
  unavailable?: string | undefined
}

interface ChoicesProps<Value> {
  label: string
  choices: Choice<Value>[]
  value: Value | null
  onChange(value: Value): void
}

/** Statuses to choose from, each with what it means. */
export const StatusChoices = <Value extends WorkloadStatus>({
  label,
  choices,
  value,
  onChange,
}: ChoicesProps<Value>) => (
  <RadioGroup.Root
    aria-label={label}
    value={value}
    onValueChange={(next) => onChange(next as Value)}
    className="grid gap-2"
  >
    {choices.map(({ status, text, unavailable }) => (
      <RadioGroup.Item
        key={status}
        value={status}
        disabled={unavailable !== undefined}
        className="flex items-start gap-2.5 rounded-lg border border-line px-3 py-2 text-left hover:border-line-strong disabled:opacity-60 data-[state=checked]:border-accent"
      >
        <span className="mt-[3px] grid size-3 shrink-0 place-items-center rounded-full border border-faint">
          <RadioGroup.Indicator className="size-1.5 rounded-full bg-accent" />
        </span>
        <span className="min-w-0">
          <Status status={status} />
          <span className="block text-fact text-mute">{unavailable ?? text}</span>
        </span>
      </RadioGroup.Item>
    ))}
  </RadioGroup.Root>
)
