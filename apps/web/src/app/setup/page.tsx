import { redirect } from 'next/navigation'
import { getCaller } from '#/server/caller.ts'
import { SetUpForm } from './set-up-form.tsx'

export const metadata = { title: 'Set up' }

export default async function SetUpPage({
  searchParams,
}: {
  searchParams: Promise<{ token?: string | string[] }>
}) {
  const { setUpNeeded } = await (await getCaller()).system.info()
  if (!setUpNeeded) redirect('/sign-in')
  const { token } = await searchParams
  return <SetUpForm token={typeof token === 'string' ? token : ''} />
}
