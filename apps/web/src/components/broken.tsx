'use client'
import { isolaDataOf } from '#/trpc/errors.ts'
import { CopyButton } from './copy-id.tsx'
import { Button } from './ui/button.tsx'

/** What a page shows that could not be made: the id finds the error in the server's log. */
export function Broken({ error, retry }: { error: unknown; retry(): void }) {
  const id = idOf(error)
  return (
    <div role="alert" className="grid justify-items-center gap-3 px-6 py-14 text-center">
      <p className="font-medium">This page could not be shown</p>
      <p className="max-w-[60ch] text-mute">
        Nothing was changed by that. Try again; if it stays, the server’s log says what happened
        {id ? ' under this id:' : '.'}
      </p>
      {id && (
        <p className="flex items-center gap-1.5 font-mono text-[11.5px]">
          {id}
          <CopyButton text={id} what="error id" />
        </p>
      )}
      <Button onClick={retry}>Try again</Button>
    </div>
  )
}

function idOf(error: unknown): string | undefined {
  const data = isolaDataOf(error)
  return data?.code === 'INTERNAL' ? data.errorId : (error as { digest?: string } | null)?.digest
}
