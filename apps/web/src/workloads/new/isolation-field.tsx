'use client'
import { ISOLATIONS, type Isolation } from '@isola/domain'
import { cn } from '#/lib/cn.ts'
import { ISOLATION_WORDS } from '#/runners/isolation-words.ts'
import { useBackends } from '#/runners/use-backends.ts'
import { whyNoRunner } from '#/runners/why-no-runner.ts'
import type { FieldsProps } from './fields.ts'

/** How strictly it is kept apart. What no runner offers cannot be chosen, unless one's own program runs it. */
export function IsolationField({ draft, set }: FieldsProps) {
  const { data } = useBackends()
  return (
    <fieldset className="grid gap-1">
      <legend className="pb-1 font-medium">Isolation</legend>
      <div className="divide-y divide-line overflow-hidden rounded-md border border-line">
        {ISOLATIONS.map((isolation) => (
          <Choice
            key={isolation}
            isolation={isolation}
            checked={draft.isolation === isolation}
            why={data && whyNoRunner({ ...draft, isolation }, data.items)}
            onChoose={() => set({ isolation })}
          />
        ))}
      </div>
    </fieldset>
  )
}

interface ChoiceProps {
  isolation: Isolation
  checked: boolean
  why: string | undefined
  onChoose(): void
}

const Choice = ({ isolation, checked, why, onChoose }: ChoiceProps) => (
  <label
    className={cn(
      'flex items-start gap-2.5 px-2.5 py-2',
      checked && 'bg-hover',
      why ? 'cursor-not-allowed' : 'hover:bg-hover',
    )}
  >
    <input
      type="radio"
      name="isolation"
      value={isolation}
      checked={checked}
      // One that was chosen stays chosen: it says what will come of that.
      disabled={Boolean(why) && !checked}
      onChange={onChoose}
      className="mt-[3px] accent-accent"
    />
    <span className="min-w-0">
      <span className={cn(why && 'text-mute')}>{isolation}</span>
      {why && <span className="text-mute"> · {why}</span>}
      <span className="block text-fact text-mute">{ISOLATION_WORDS[isolation]}</span>
    </span>
  </label>
)
