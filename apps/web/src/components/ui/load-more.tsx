'use client'
import { Button } from '#/components/ui/button.tsx'

interface LoadMoreProps {
  query: { hasNextPage: boolean; isFetchingNextPage: boolean; fetchNextPage(): Promise<unknown> }
  children: string
}

export const LoadMore = ({ query, children }: LoadMoreProps) =>
  query.hasNextPage && (
    <div className="border-line border-t p-2 text-center">
      <Button look="quiet" disabled={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
        {query.isFetchingNextPage ? 'Loading…' : children}
      </Button>
    </div>
  )
