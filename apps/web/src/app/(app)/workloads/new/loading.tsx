import { Page } from '#/components/shell/page.tsx'
import { Skeleton } from '#/components/ui/states.tsx'

export default function NewWorkloadLoading() {
  return (
    <Page title="New workload">
      <span role="status" className="sr-only">
        Loading the form
      </span>
      <Skeleton className="h-[30px] w-[440px] max-w-full" />
      <div className="grid items-start gap-3.5 lg:grid-cols-[minmax(0,1fr)_380px]">
        <Skeleton className="h-[520px] rounded-[10px]" />
        <Skeleton className="h-[640px] rounded-[10px]" />
      </div>
    </Page>
  )
}
