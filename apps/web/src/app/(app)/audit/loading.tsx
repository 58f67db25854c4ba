import { Page } from '#/components/shell/page.tsx'
import { Skeleton } from '#/components/ui/states.tsx'

export default function AuditLoading() {
  return (
    <Page title="Audit">
      <span role="status" className="sr-only">
        Loading the audit trail
      </span>
      <Skeleton className="h-[30px] w-[340px] max-w-full" />
      <Skeleton className="h-[420px] rounded-[10px]" />
    </Page>
  )
}
