'use client'
import Link from 'next/link'
import { Page } from '#/components/shell/page.tsx'
import { buttonClass } from '#/components/ui/button.tsx'
import { Panel } from '#/components/ui/panel.tsx'
import { idTail } from '#/lib/id-tail.ts'
import { useMe } from '#/lib/me.tsx'
import { HistoryTab } from './history/history-tab.tsx'
import { useNeighbours } from './use-neighbours.ts'

/** What is left of a deleted workload. */
export function DeletedWorkload({ id }: { id: string }) {
  const { listHref } = useNeighbours(id)
  const sees = useMe().role === 'admin'
  return (
    <Page title={`Deleted workload ${idTail(id)}`}>
      <Panel>
        <div role="status" className="flex flex-wrap items-center justify-between gap-3 px-3.5 py-3">
          <p>
            This workload was deleted: its record, source, output and log are gone.{' '}
            <span className="text-mute">
              {sees ? 'Its history stays, its values blanked.' : 'What is left of its history is for admins.'}
            </span>
          </p>
          <Link href={listHref} className={buttonClass()}>
            Back to the list
          </Link>
        </div>
      </Panel>
      {sees && <HistoryTab id={id} />}
    </Page>
  )
}
