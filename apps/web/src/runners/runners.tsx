'use client'
import { Panel } from '#/components/ui/panel.tsx'
import { Failure, Skeleton } from '#/components/ui/states.tsx'
import { formatCount } from '#/lib/format-count.ts'
import { AddRunner } from './add-runner.tsx'
import { Isolations } from './isolations.tsx'
import { RunnerList } from './runner-list.tsx'
import { useBackends } from './use-backends.ts'
import { useRunners } from './use-runners.ts'

const AGAIN_MS = 5_000

/** What workloads can be run in at present, and by whom. */
export function Runners() {
  const backends = useBackends()
  const runners = useRunners(AGAIN_MS)
  const failed = [backends, runners].find(({ error, data }) => error && !data)
  if (failed?.error) return <Failure error={failed.error} retry={() => void failed.refetch()} />
  if (!backends.data || !runners.data) return <Skeleton className="h-[200px] rounded-[10px]" />
  const { items, nextCursor } = runners.data
  return (
    <>
      {items.length > 0 && (
        <Panel title="Runners" className="shrink-0">
          <RunnerList runners={items} />
          {nextCursor && (
            <p className="border-line border-t px-3.5 py-2.5 text-mute">
              These are the {formatCount(items.length)} with the newest keys. There are more.
            </p>
          )}
        </Panel>
      )}
      <Panel title="Isolations" className="shrink-0">
        <Isolations backends={backends.data.items} />
      </Panel>
      <AddRunner none={!nextCursor && !items.some(({ live }) => live)} />
    </>
  )
}
