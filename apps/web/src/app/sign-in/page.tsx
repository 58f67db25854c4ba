import { redirect } from 'next/navigation'
import { safeNext } from '#/lib/safe-next.ts'
import { getCaller } from '#/server/caller.ts'
import { SignInForm } from './sign-in-form.tsx'

export const metadata = { title: 'Sign in' }

interface Props {
  searchParams: Promise<{ next?: string | string[] }>
}

export default async function SignInPage({ searchParams }: Props) {
  const { caller, setUpNeeded } = await (await getCaller()).system.info()
  const { next } = await searchParams
  const destination = safeNext(typeof next === 'string' ? next : null)
  if (caller) redirect(destination)
  return <SignInForm setUpNeeded={setUpNeeded} destination={destination} />
}
