import { randomBytes } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'

/** What stands at the address until the dashboard does: what this is, and the way in. */
export function firstPage(
  _request: IncomingMessage,
  response: ServerResponse,
  pathname: string,
): Promise<void> {
  const nonce = randomBytes(16).toString('base64')
  response.setHeader('content-type', 'text/html; charset=utf-8')
  response.setHeader(
    'content-security-policy',
    `default-src 'none'; style-src 'nonce-${nonce}'; script-src 'nonce-${nonce}'; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`,
  )
  response.statusCode = ['/', '/setup', '/sign-in'].includes(pathname) ? 200 : 404
  response.end(page(nonce))
  return Promise.resolve()
}

const page = (nonce: string) => `<!doctype html>
<html lang="en">
<meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Isola</title>
<style nonce="${nonce}">
  :root { color-scheme: light dark; font: 15px/1.6 system-ui, sans-serif }
  main { max-width: 34rem; margin: 12vh auto; padding: 0 1.25rem }
  h1 { font-size: 1.25rem; margin: 0 }
  form { display: grid; gap: .75rem; margin: 1.5rem 0; max-width: 22rem }
  label { display: grid; gap: .25rem; font-size: .875rem }
  input, button { font: inherit; padding: .4rem .6rem }
  [hidden] { display: none }
  code { font-size: .875em }
</style>
<main>
  <h1>Isola</h1>
  <p>Runs workloads in the isolation their caller chooses, and keeps an exact record of every run.
  This is its server: the typed API is at <code>/api/trpc</code>; the dashboard is still to come.</p>
  <p id="state" role="status"></p>
  <form id="enter" hidden>
    <label id="name" hidden>Name <input name="name" autocomplete="name" maxlength="200"></label>
    <label>E-mail <input name="email" type="email" autocomplete="username" required></label>
    <label>Password <input name="password" type="password" minlength="12" maxlength="128" required></label>
    <button></button>
  </form>
  <button id="leave" hidden>Sign out</button>
</main>
<script type="module" nonce="${nonce}">
  const at = (id) => document.getElementById(id)
  const post = (path, body) =>
    fetch('/api/auth' + path, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) })
  const token = location.pathname === '/setup' ? new URLSearchParams(location.search).get('token') : null
  const show = async () => {
    const { result } = await (await fetch('/api/trpc/system.info')).json()
    const { caller, setUpNeeded } = result.data
    const setUp = setUpNeeded && token
    at('state').textContent = caller
      ? 'Signed in as ' + caller.name + ', ' + caller.role + '.'
      : setUp ? 'Nobody administers this server yet. You will.'
      : setUpNeeded ? 'Nobody administers this server yet: its log holds the link that makes the first admin.' : 'Sign in.'
    at('enter').hidden = caller || (setUpNeeded && !token)
    at('leave').hidden = !caller
    at('name').hidden = !setUp
    at('enter').name.required = Boolean(setUp)
    at('enter').querySelector('button').textContent = setUp ? 'Become the first admin' : 'Sign in'
    at('enter').dataset.path = setUp ? '/set-up' : '/sign-in/email'
  }
  at('enter').addEventListener('submit', async (event) => {
    event.preventDefault()
    const { name, email, password } = Object.fromEntries(new FormData(event.target))
    const setUp = event.target.dataset.path === '/set-up'
    const answer = await post(event.target.dataset.path, setUp ? { token, name, email, password } : { email, password })
    if (answer.ok) await show()
    else at('state').textContent = (await answer.json()).message
  })
  at('leave').addEventListener('click', async () => { await post('/sign-out', {}); await show() })
  await show()
</script>
</html>
`
