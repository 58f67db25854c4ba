import { Page } from '#/components/shell/page.tsx'
import { Skeleton } from '#/components/ui/states.tsx'

export default function WorkloadLoading() {
  return (
    <Page title={<Skeleton className="h-4 w-56" />}>
      <span role="status" className="sr-only">
        Loading the workload
      </span>
      <Skeleton className="h-[62px] rounded-[10px]" />
      <Skeleton className="h-7 w-[420px] max-w-full" />
      <div className="grid gap-3.5 lg:grid-cols-[1.9fr_1fr]">
        <Skeleton className="h-64 rounded-[10px]" />
        <Skeleton className="h-80 rounded-[10px]" />
      </div>
    </Page>
  )
}
