import { cookies } from 'next/headers'
import { DENSITY_COOKIE, toDensity } from '#/lib/density.ts'
import { Account } from '#/settings/account.tsx'
import { Preferences } from '#/settings/preferences.tsx'

export const metadata = { title: 'Settings' }

export default async function SettingsPage() {
  const density = toDensity((await cookies()).get(DENSITY_COOKIE)?.value)
  return (
    <>
      <Preferences density={density} />
      <Account />
    </>
  )
}
