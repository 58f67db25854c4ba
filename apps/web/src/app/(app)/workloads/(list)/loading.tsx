import { Page } from '#/components/shell/page.tsx'
import { ListSkeleton } from '#/workloads/list/list-skeleton.tsx'

export default function Loading() {
  return (
    <Page title="Workloads">
      <ListSkeleton />
    </Page>
  )
}
