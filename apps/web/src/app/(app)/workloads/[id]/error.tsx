'use client'
import { Page } from '#/components/shell/page.tsx'
import { Failure } from '#/components/ui/states.tsx'

export default function WorkloadError({ error, reset }: { error: Error; reset: () => void }) {
  return (
    <Page title="Workload">
      <Failure error={error} retry={reset} />
    </Page>
  )
}
