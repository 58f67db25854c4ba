import { redirect } from 'next/navigation'
import { getCaller } from '#/server/caller.ts'
import { SignInForm } from './sign-in-form.tsx'

export const metadata = { title: 'Sign in' }

export default async function SignInPage() {
  const { caller, setUpNeeded } = await (await getCaller()).system.info()
  if (caller) redirect('/')
  return <SignInForm setUpNeeded={setUpNeeded} />
}
