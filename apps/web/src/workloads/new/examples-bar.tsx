'use client'
import { toast } from 'sonner'
import { Button } from '#/components/ui/button.tsx'
import type { Draft } from './draft.ts'
import { EXAMPLES } from './examples.ts'

interface ExamplesProps {
  draft: Draft
  onPick(draft: Draft): void
}

/** Takes the place of what is there, and can give it back. */
export function Examples({ draft, onPick }: ExamplesProps) {
  const pick = (name: string, next: Draft) => {
    onPick(next)
    if (draft.code.trim() === '' && draft.input.trim() === '') return
    toast(`The example “${name}” took the place of what was there`, {
      action: { label: 'Undo', onClick: () => onPick(draft) },
    })
  }
  return (
    <section aria-label="Examples" className="-mx-2 flex flex-wrap items-center">
      <span className="px-2 text-mute">Start from</span>
      {EXAMPLES.map(({ name, draft: example }) => (
        <Button key={name} look="quiet" className="px-2" onClick={() => pick(name, example)}>
          {name}
        </Button>
      ))}
    </section>
  )
}
