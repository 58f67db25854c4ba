import { QueryCache } from '@tanstack/react-query'
import { signInHref } from '#/lib/safe-next.ts'
import { isolaDataOf } from './errors.ts'

/** A session that has ended is said, once, and leads back here: what was being written on the page is not lost. */
export const sessionWatch = () =>
  new QueryCache({
    onError(error) {
      if (isolaDataOf(error)?.code === 'UNAUTHENTICATED') void sayEnded()
    },
  })

async function sayEnded(): Promise<void> {
  const { toast } = await import('sonner')
  const { pathname, search } = window.location
  toast.error('You are no longer signed in', {
    id: 'signed-out',
    duration: Number.POSITIVE_INFINITY,
    action: { label: 'Sign in', onClick: () => window.location.assign(signInHref(pathname + search)) },
  })
}
