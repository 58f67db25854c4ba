import { cookies, headers } from 'next/headers'
import { redirect } from 'next/navigation'
import type { ReactNode } from 'react'
import { Overlays } from '#/components/shell/overlays.tsx'
import { Sidebar } from '#/components/shell/sidebar.tsx'
import { MeProvider } from '#/lib/me.tsx'
import { signInHref } from '#/lib/safe-next.ts'
import { TimesProvider } from '#/lib/time.tsx'
import { LiveProvider } from '#/live/live-provider.tsx'
import { getCaller } from '#/server/caller.ts'

/** Everything behind sign-in. This is a courtesy: every procedure checks for itself. */
export default async function AppLayout({ children }: { children: ReactNode }) {
  const { caller } = await (await getCaller()).system.info()
  if (!caller) redirect(signInHref((await headers()).get('x-asked') ?? '/'))
  const zone = (await cookies()).get('isola.zone')?.value === 'local' ? 'local' : 'utc'
  return (
    <MeProvider me={caller}>
      <TimesProvider zone={zone}>
        <LiveProvider>
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
        </LiveProvider>
      </TimesProvider>
    </MeProvider>
  )
}
