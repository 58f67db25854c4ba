'use client'
import { Button } from '#/components/ui/button.tsx'
import { Panel } from '#/components/ui/panel.tsx'
import { Failure, Skeleton } from '#/components/ui/states.tsx'
import { EventRow } from './event-row.tsx'
import { useEvents } from './use-events.ts'

/** Everything that ever happened to it, newest first. */
export function HistoryTab({ id }: { id: string }) {
  const { data, error, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = useEvents(id)
  if (error && !data) return <Failure error={error} retry={() => void refetch()} />
  if (!data) return <Skeleton className="h-64 rounded-[10px]" />
  const events = data.pages.flatMap(({ items }) => items)
  return (
    <Panel aria-label="History">
      <ol className="divide-y divide-line">
        {events.map((event, index) => (
          <EventRow key={event.seq} event={event} before={events[index - 1]} />
        ))}
      </ol>
      {hasNextPage && (
        <div className="border-line border-t p-2 text-center">
          <Button look="quiet" disabled={isFetchingNextPage} onClick={() => void fetchNextPage()}>
            {isFetchingNextPage ? 'Loading…' : 'Load more'}
          </Button>
        </div>
      )}
    </Panel>
  )
}
