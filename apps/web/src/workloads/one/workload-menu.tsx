'use client'
import type { WorkloadSummary } from '@isola/domain'
import { useQueryClient } from '@tanstack/react-query'
import { Ellipsis } from 'lucide-react'
import type { ReactNode } from 'react'
import { toast } from 'sonner'
import {
  whyNotAmend,
  whyNotChangeStatus,
  whyNotDelete,
  whyNotKill,
  whyNotOperate,
  whyNotRetry,
} from '#/actions/permissions.ts'
import type { Act } from '#/actions/workload-dialog.tsx'
import { buttonClass } from '#/components/ui/button.tsx'
import { Menu, MenuContent, MenuItem, MenuSeparator, MenuTrigger } from '#/components/ui/menu.tsx'
import { useMe } from '#/lib/me.tsx'
import { useTRPC } from '#/trpc/client.tsx'

export function WorkloadMenu({ workload, onAct }: { workload: WorkloadSummary; onAct(act: Act): void }) {
  const me = useMe()
  const trpc = useTRPC()
  const queryClient = useQueryClient()
  const copyJson = async () => {
    const whole = await queryClient.fetchQuery(trpc.workload.get.queryOptions({ id: workload.id }))
    await copy(JSON.stringify(whole, null, 2), 'the record as JSON')
  }
  const item = (act: Act, why: string | undefined, text: ReactNode, className?: string) => (
    <Item why={why} onSelect={() => onAct(act)} className={className}>
      {text}
    </Item>
  )
  return (
    <Menu>
      <MenuTrigger aria-label="More actions" className={buttonClass('plain', 'px-2')}>
        <Ellipsis className="size-4" />
      </MenuTrigger>
      <MenuContent className="max-w-[min(300px,calc(100vw-1rem))]">
        {item('retry', whyNotRetry(me, workload), 'Retry…', 'sm:hidden')}
        {item('status', whyNotChangeStatus(me, workload), 'Change status…', 'sm:hidden')}
        {item('kill', whyNotKill(me, workload), 'Kill…')}
        {item('note', whyNotOperate(me), 'Leave a note…')}
        {item('amend', whyNotAmend(me, workload), 'Amend the record…')}
        <MenuSeparator />
        <MenuItem onSelect={() => void copyJson()}>Copy as JSON</MenuItem>
        <MenuItem onSelect={() => void copy(window.location.href, 'the link')}>Copy link</MenuItem>
        <MenuSeparator />
        {item('delete', whyNotDelete(me, workload), <span className="text-failed">Delete…</span>)}
      </MenuContent>
    </Menu>
  )
}

interface ItemProps {
  why: string | undefined
  onSelect(): void
  className: string | undefined
  children: ReactNode
}

/** One that is unavailable can still be reached, and says why. */
const Item = ({ why, onSelect, className = '', children }: ItemProps) => (
  <MenuItem
    className={`${className} ${why ? 'cursor-not-allowed py-1' : ''}`}
    aria-disabled={why ? true : undefined}
    onSelect={(event) => (why ? event.preventDefault() : onSelect())}
  >
    <span>
      <span className={why ? 'opacity-50' : ''}>{children}</span>
      {why && <span className="block text-fact text-mute">{why}</span>}
    </span>
  </MenuItem>
)

async function copy(text: string, what: string): Promise<void> {
  try {
    await navigator.clipboard.writeText(text)
    toast.success(`Copied ${what}`)
  } catch {
    toast.error('The browser did not allow copying')
  }
}
