type Answer = { ok: true } | { ok: false; message: string; code?: string | undefined }

/** Sign-in, set-up and one's own account: the few routes beside the procedures. */
async function post(path: string, body: object): Promise<Answer> {
  try {
    const response = await fetch(`/api/auth${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    })
    if (response.ok) return { ok: true }
    const { message, code } = (await response.json()) as { message?: string; code?: string }
    return { ok: false, message: message ?? 'This did not work', code }
  } catch {
    return { ok: false, message: 'The server could not be reached' }
  }
}

export const signIn = (email: string, password: string) => post('/sign-in/email', { email, password })
export const setUp = (input: { token: string; name: string; email: string; password: string }) =>
  post('/set-up', input)

/** Ends every other session of the person. */
export const changePassword = (currentPassword: string, newPassword: string) =>
  post('/change-password', { currentPassword, newPassword, revokeOtherSessions: true })

/** Where somebody is signed in. */
export interface Session {
  token: string
  createdAt: string
  expiresAt: string
  ipAddress?: string | null
  userAgent?: string | null
  current: boolean
}

/** One's own, this one first, then the latest. */
export async function listSessions(): Promise<Session[]> {
  const [present, sessions] = await Promise.all([
    read<{ session: Session } | null>('/get-session'),
    read<Session[]>('/list-sessions'),
  ])
  return sessions
    .map((session) => ({ ...session, current: session.token === present?.session.token }))
    .sort((a, b) => Number(b.current) - Number(a.current) || b.createdAt.localeCompare(a.createdAt))
}

async function read<Value>(path: string): Promise<Value> {
  const response = await fetch(`/api/auth${path}`)
  if (!response.ok) throw new Error('The server refused to say')
  return (await response.json()) as Value
}

export async function endSession(token: string): Promise<void> {
  const answer = await post('/revoke-session', { token })
  if (!answer.ok) throw new Error(answer.message)
}

/** A whole page load: nothing that was in memory stays. */
export async function signOut(): Promise<void> {
  await post('/sign-out', {})
  window.location.assign('/sign-in')
}
