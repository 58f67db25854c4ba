'use client'
import { useSyncExternalStore } from 'react'
import { Button } from '#/components/ui/button.tsx'
import { Dialog, DialogContent } from '#/components/ui/dialog.tsx'
import { cn } from '#/lib/cn.ts'
import { type Key, spellings } from './key.ts'
import { KeyCaps } from './key-caps.tsx'
import { currentGroups, type KeyGroup, subscribe } from './registry.ts'

/** What can be done by keyboard, here and now. */
export function KeySheet({ onClose }: { onClose(): void }) {
  const groups = useSyncExternalStore(subscribe, currentGroups, currentGroups)
  const titles = titlesOf(groups)
  return (
    <Dialog defaultOpen onOpenChange={(open) => open || onClose()}>
      <DialogContent
        title="Keys"
        className={cn('gap-4', titles.length > 1 && 'w-[min(640px,calc(100vw-2rem))]')}
      >
        <div className={cn('grid items-start gap-x-8 gap-y-5', titles.length > 1 && 'sm:grid-cols-2')}>
          {titles.map((title) => (
            <section key={title}>
              <h3 className="border-line border-b pb-1.5 text-fact text-mute">{title}</h3>
              <dl>
                {keysUnder(groups, title).map((key) => (
                  <Row key={spellings(key).join()} hotKey={key} />
                ))}
              </dl>
            </section>
          ))}
        </div>
        <div className="flex items-end justify-between gap-3">
          <p className="text-fact text-mute">
            They rest while you type in a field, and while a dialog or menu is open.
          </p>
          <Button onClick={onClose}>Close</Button>
        </div>
      </DialogContent>
    </Dialog>
  )
}

/** Several parts of a page may have keys of their own: they stand together. */
const titlesOf = (groups: readonly KeyGroup[]) => [...new Set(groups.map(({ title }) => title))]
const keysUnder = (groups: readonly KeyGroup[], title: string): Key[] =>
  groups.filter((group) => group.title === title).flatMap(({ keys }) => keys)

const Row = ({ hotKey: key }: { hotKey: Key }) => (
  <div className="flex min-h-[30px] items-center justify-between gap-3">
    <dt className={key.unavailable && 'text-mute'}>
      {key.name}
      {key.unavailable && <span className="block text-fact">{key.unavailable}</span>}
    </dt>
    <dd className="flex shrink-0 items-center gap-1.5">
      {spellings(key).map((spelling) => (
        <KeyCaps key={spelling} spelling={spelling} />
      ))}
    </dd>
  </div>
)
