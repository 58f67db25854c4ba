import { Skeleton } from '#/components/ui/states.tsx'

const ROWS = Array.from({ length: 18 }, (_, index) => index)

/** Rows to come, of the height that they will have. */
export const RowsSkeleton = () => (
  <div aria-hidden className="pt-[30px]">
    {ROWS.map((row) => (
      <div key={row} className="flex h-row items-center gap-4 border-line border-b px-2">
        <Skeleton className="size-[13px]" />
        <Skeleton className="h-3 w-24" />
        <Skeleton className="h-3 w-40" />
        <Skeleton className="ml-auto h-3 w-16" />
      </div>
    ))}
  </div>
)

export const ListSkeleton = () => (
  <>
    <span role="status" className="sr-only">
      Loading workloads
    </span>
    <Skeleton className="h-[30px] max-w-2xl" />
    <Skeleton className="h-[34px]" />
    <Skeleton className="h-[68px]" />
    <RowsSkeleton />
  </>
)
