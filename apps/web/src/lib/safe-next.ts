const HERE = 'http://here.invalid'

/**
 * Where to go after sign-in: what was asked for, as long as it is a path of this server. Read by the rules of URLs, as
 * browsers do: `//elsewhere`, `/\elsewhere` and a tab in between lead away.
 */
export function safeNext(asked: string | null | undefined): string {
  if (!asked?.startsWith('/') || !URL.canParse(asked, HERE)) return '/'
  const { origin, pathname, search, hash } = new URL(asked, HERE)
  const leads =
    origin === HERE && !pathname.startsWith('//') && !/^\/(sign-in|setup|api)(\/|$)/.test(pathname)
  return leads ? pathname + search + hash : '/'
}

/** The way to sign in and back. */
export function signInHref(asked: string): string {
  const next = safeNext(asked)
  return next === '/' ? '/sign-in' : `/sign-in?next=${encodeURIComponent(next)}`
}
