import type { Role } from '@isola/domain'
import { SETTER_UP, type Served } from './serve.ts'
import type { Wire } from './wire.ts'

export const PASSWORD = 'correct horse battery'

export interface Person {
  id: string
  email: string
  /** With the session of their browser. */
  wire: Wire
  cookie: string
}

/** Somebody who has an account and signed in with it. */
export async function signedIn({ auth, url, wire }: Served, role: Role, name = `A ${role}`): Promise<Person> {
  const email = `${name.replaceAll(' ', '.').toLowerCase()}@example.org`
  const { id } = await auth.users.create({ name, email, password: PASSWORD, role }, SETTER_UP)
  const answer = await signIn(url, email)
  const cookie = answer.headers
    .getSetCookie()
    .map((line) => line.split(';', 1)[0])
    .join('; ')
  if (!answer.ok || !cookie) throw new Error(`${email} was not signed in: ${answer.status}`)
  return { id, email, cookie, wire: wire({ cookie, origin: url }) }
}

export const signIn = (
  url: string,
  email: string,
  password = PASSWORD,
  headers: Record<string, string> = {},
): Promise<Response> =>
  fetch(`${url}/api/auth/sign-in/email`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: url, ...headers },
    body: JSON.stringify({ email, password }),
  })
