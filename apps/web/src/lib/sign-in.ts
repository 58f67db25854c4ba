type Answer = { ok: true } | { ok: false; message: string }

/** Sign-in and set-up: the few routes beside the procedures. */
async function post(path: string, body: object): Promise<Answer> {
  try {
    const response = await fetch(`/api/auth${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    })
    if (response.ok) return { ok: true }
    const { message } = (await response.json()) as { message?: string }
    return { ok: false, message: message ?? 'This did not work' }
  } catch {
    return { ok: false, message: 'The server could not be reached' }
  }
}

export const signIn = (email: string, password: string) => post('/sign-in/email', { email, password })
export const setUp = (input: { token: string; name: string; email: string; password: string }) =>
  post('/set-up', input)

/** A whole page load: nothing that was in memory stays. */
export async function signOut(): Promise<void> {
  await post('/sign-out', {})
  window.location.assign('/sign-in')
}
