import { QueryCache } from '@tanstack/react-query'
import { signInHref } from '#/lib/safe-next.ts'
import { sayWith } from '#/lib/toasts.ts'
import { isolaDataOf } from './errors.ts'

/** A session that has ended is said, once, and leads back here: what was being written on the page is not lost. */
export const sessionWatch = () =>
  new QueryCache({
    onError(error) {
      if (isolaDataOf(error)?.code !== 'UNAUTHENTICATED') return
      void sayWith((toast) =>
        toast.error('You are no longer signed in', {
          id: 'signed-out',
          duration: Number.POSITIVE_INFINITY,
          action: {
            label: 'Sign in',
            onClick: () =>
              window.location.assign(signInHref(window.location.pathname + window.location.search)),
          },
        }),
      )
    },
  })
