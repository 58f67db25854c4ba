'use client'
import type { Backend } from '@isola/domain'
import { Cell, Table } from '#/components/ui/table.tsx'
import { cn } from '#/lib/cn.ts'
import { ISOLATION_WORDS } from './isolation-words.ts'
import { Limits } from './limits.tsx'

const COLUMNS = [
  { name: 'Isolation' },
  { name: 'Available' },
  { name: 'Runtimes' },
  { name: 'Holds to', className: 'max-sm:hidden' },
  { name: 'Runners', className: 'text-right max-sm:hidden' },
]
export const Isolations = ({ backends }: { backends: Backend[] }) => (
  <Table label="Isolations" columns={COLUMNS}>
    {backends.map((backend) => (
      <Row key={backend.isolation} {...backend} />
    ))}
  </Table>
)

function Row({ isolation, available, reason, runtimes, enforces, runners }: Backend) {
  return (
    <tr className="align-top">
      <Cell className="whitespace-normal py-[7px] sm:min-w-[260px]">
        {isolation}
        <span className="block text-fact text-mute">{ISOLATION_WORDS[isolation]}</span>
      </Cell>
      <Cell className={cn('whitespace-normal py-[7px]', !available && 'text-mute')}>
        {available ? 'yes' : 'no'}
        {reason && <span className="block text-fact text-mute">{reason}</span>}
      </Cell>
      <Cell className="py-[7px]">{available ? runtimes.join(', ') : DASH}</Cell>
      <Cell className="py-[7px] max-sm:hidden">{available ? <Limits enforces={enforces} /> : DASH}</Cell>
      <Cell className="py-[7px] text-right max-sm:hidden">{runners}</Cell>
    </tr>
  )
}

const DASH = <span className="text-mute">—</span>
