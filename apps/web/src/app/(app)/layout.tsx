import { dehydrate, HydrationBoundary } from '@tanstack/react-query'
import { cookies, headers } from 'next/headers'
import { redirect } from 'next/navigation'
import type { ReactNode } from 'react'
import { Overlays } from '#/components/shell/overlays.tsx'
import { Sidebar } from '#/components/shell/sidebar.tsx'
import { MeProvider } from '#/lib/me.tsx'
import { signInHref } from '#/lib/safe-next.ts'
import { TimesProvider } from '#/lib/time.tsx'
import { LiveProvider } from '#/live/live-provider.tsx'
import { runnersOptions } from '#/runners/runners-query.ts'
import { getCaller } from '#/server/caller.ts'
import { makeQueryClient } from '#/trpc/query-client.ts'
import { inProcess, trpc } from '#/trpc/server.tsx'

/** Everything behind sign-in. This is a courtesy: every procedure checks for itself. */
export default async function AppLayout({ children }: { children: ReactNode }) {
  const { caller } = await (await getCaller()).system.info()
  const asked = await headers()
  if (!caller) redirect(signInHref(asked.get('x-asked') ?? '/'))
  const zone = (await cookies()).get('isola.zone')?.value === 'local' ? 'local' : 'utc'
  // The navigation asks for these before any page hands over what it has asked for: unanswered, the page's own answer would
  // be put off until after hydration, and its figures rendered without it, or with one that is newer than the page.
  const shell = makeQueryClient()
  await Promise.all([
    shell.prefetchQuery(trpc.stats.summary.queryOptions()),
    shell.prefetchQuery(runnersOptions(trpc.runner.list.queryKey(), inProcess.runner.list.query)),
  ])
  return (
    <MeProvider me={caller}>
      <TimesProvider zone={zone}>
        <LiveProvider after={asked.get('x-position') ?? undefined}>
          <HydrationBoundary state={dehydrate(shell)}>
            <PaintWhole />
            <a
              href="#main"
              className="sr-only focus:not-sr-only focus:absolute focus:z-50 focus:bg-raise focus:p-2"
            >
              Skip to content
            </a>
            <div className="flex min-h-dvh">
              <Sidebar />
              <div className="flex min-w-0 flex-1 flex-col">{children}</div>
            </div>
            <Overlays />
          </HydrationBoundary>
        </LiveProvider>
      </TimesProvider>
    </MeProvider>
  )
}

/**
 * Nothing is painted before all of the document is there, which is 50 ms after it was asked for: this waits for an element
 * that never comes, and no longer than for the end. React sends the shape of a page first, whatever is ready, and once that
 * has been painted it leaves it standing for 300 ms.
 */
const PaintWhole = () => <link rel="expect" href="#end-of-document" blocking="render" />
