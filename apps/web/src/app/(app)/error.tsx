'use client'
import { Broken } from '#/components/broken.tsx'
import { Page } from '#/components/shell/page.tsx'

export default function AppError({ error, retry }: { error: unknown; retry: () => void }) {
  return (
    <Page title="Something went wrong">
      <Broken error={error} retry={retry} />
    </Page>
  )
}
