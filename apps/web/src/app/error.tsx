'use client'
import { Broken } from '#/components/broken.tsx'

/** Outside the shell, or because of it. */
export default function RootError({ error, retry }: { error: unknown; retry: () => void }) {
  return (
    <main className="grid min-h-dvh content-center">
      <Broken error={error} retry={retry} />
    </main>
  )
}
