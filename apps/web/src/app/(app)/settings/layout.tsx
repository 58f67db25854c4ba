import type { ReactNode } from 'react'
import { Page } from '#/components/shell/page.tsx'
import { SettingsNav } from '#/settings/settings-nav.tsx'

export default function SettingsLayout({ children }: { children: ReactNode }) {
  return (
    <Page title="Settings">
      <div className="grid w-full max-w-[1040px] gap-3.5">
        <SettingsNav />
        {children}
      </div>
    </Page>
  )
}
