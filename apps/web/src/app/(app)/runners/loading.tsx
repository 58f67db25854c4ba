import { Page } from '#/components/shell/page.tsx'
import { Skeleton } from '#/components/ui/states.tsx'

export default function RunnersLoading() {
  return (
    <Page title="Runners">
      <span role="status" className="sr-only">
        Loading runners
      </span>
      <Skeleton className="h-[200px] rounded-[10px]" />
      <Skeleton className="h-[320px] rounded-[10px]" />
    </Page>
  )
}
