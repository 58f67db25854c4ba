import { once } from 'node:events'
import { connect } from 'node:net'
import { text } from 'node:stream/consumers'
import { type Answer, type Asked, ask, bearer } from './ask.ts'
import type { Planted } from './planted.ts'
import { BOOTSTRAP_KEY, type SpawnedServer } from './spawn-server.ts'

/** Someone who puts secrets where they belong, and wherever else they fit. Needs a server whose proxy is trusted. */
export class CarelessSession {
  readonly #server: SpawnedServer
  readonly #planted: Planted
  /** What was answered to whatever was refused. */
  readonly refusals: string[] = []
  /** Secrets that are real: what lets somebody in. */
  readonly real: string[] = [BOOTSTRAP_KEY]
  #sent = 0

  constructor(server: SpawnedServer, planted: Planted) {
    this.#server = server
    this.#planted = planted
  }

  async run(): Promise<void> {
    const { cookie, password } = await this.#setUp()
    await this.#signIn(password)
    await this.#administer(cookie)
    await this.#putInPaths()
    await this.#putInHeaders()
    await this.#putInBodies()
    await this.#sendWhatNoClientWould()
  }

  /** From another address each time: what is held up is not looked at. */
  async #send(path: string, { headers, ...asked }: Asked = {}): Promise<Answer> {
    const address = `198.51.100.${this.#sent++ % 250}`
    const answer = await ask(this.#server.url, path, {
      ...asked,
      headers: { 'x-forwarded-for': address, ...headers },
    })
    if (answer.status >= 400) this.refusals.push(answer.text, JSON.stringify(answer.headers))
    return answer
  }

  async #setUp(): Promise<{ cookie: string; password: string }> {
    const { setUpToken: token } = this.#server
    const password = this.#planted.at('password')
    const person = { name: 'Ada', email: 'ada@example.com', password }
    const path = '/api/auth/set-up'
    for (const wrong of [this.#planted.at('wrong token'), `${token}${this.#planted.at('long token')}`])
      await this.#send(path, { body: { token: wrong, ...person } })
    await this.#send(path, { body: { token, ...person, email: this.#planted.at('email') } })
    const { headers } = await this.#send(path, { body: { token, ...person } })
    await this.#send(path, { body: { token, ...person, email: 'eve@example.com' } })
    const [cookie = ''] = headers['set-cookie']?.map((set) => set.split(';', 1)[0] ?? '') ?? []
    const [value = '', signature = ''] = decodeURIComponent(cookie.replace(/^.*?=/, '')).split('.')
    this.real.push(token ?? '', cookie, value, signature)
    return { cookie, password }
  }

  async #signIn(password: string): Promise<void> {
    const email = 'ada@example.com'
    const name = this.#planted.asName('name')
    const bodies = [
      { email, password: this.#planted.at('wrong password') },
      { email, password: this.#planted.at('x'.repeat(500)) },
      { email: `${this.#planted.at('user')}@example.com`, password },
      { email, password: { [name]: this.#planted.at('value') } },
      `{"password":"${this.#planted.at('broken')}"`,
      { email, password, callbackURL: `https://${this.#planted.at('callback')}.example` },
    ]
    for (const body of bodies) await this.#send('/api/auth/sign-in/email', { body })
  }

  async #administer(cookie: string): Promise<void> {
    const headers = { cookie, origin: this.#server.url }
    const passwords = {
      currentPassword: this.#planted.at('current'),
      newPassword: this.#planted.at('new password'),
    }
    await this.#send('/api/auth/change-password', { headers, body: passwords })
    await this.#send('/api/auth/revoke-session', { headers, body: { token: this.#planted.at('session') } })
    const made = await this.#send('/api/trpc/admin.keys.create', {
      headers,
      body: { name: 'ci', role: 'admin' },
    })
    const { key, id } = JSON.parse(made.text).result.data
    this.real.push(key, key.slice(10))
    const bert = { name: 'Bert', email: 'b@example.com', role: 'viewer', password: this.#planted.at('bert') }
    for (const body of [bert, bert, { ...bert, role: this.#planted.at('role') }])
      await this.#send('/api/trpc/admin.users.create', { headers, body })
    const update = { id: 'x', password: this.#planted.at('update') }
    await this.#send('/api/trpc/admin.users.update', { headers, body: update })
    await this.#send('/api/trpc/admin.keys.revoke', { headers, body: { id } })
    await this.#send('/api/trpc/workload.list', { headers: bearer(key) })
  }

  async #putInPaths(): Promise<void> {
    const [id, procedure, batch] = [
      this.#planted.asName('id'),
      this.#planted.asName('procedure'),
      this.#planted.asName('batch'),
    ]
    const { setUpToken: token } = this.#server
    const paths = [
      `/?key=${this.#planted.at('query')}`,
      `/${this.#planted.asName('path')}`,
      `/setup?token=${this.#planted.at('set-up')}`,
      `/healthz/${this.#planted.asName('health')}`,
      `/api/${this.#planted.at('api')}`,
      `/api/auth/${this.#planted.at('auth')}?token=${token}`,
      `/api/auth/get-session?token=${this.#planted.at('get-session')}`,
      `/api/trpc/${procedure}`,
      `/api/trpc/workload.get?input=${this.#planted.asName('input')}`,
      `/api/trpc/workload.get?input=${encodeURIComponent(JSON.stringify({ id }))}`,
      `/api/trpc/workload.get,${batch}?batch=1&input=${this.#planted.at('inputs')}`,
    ]
    for (const path of paths) {
      await this.#send(path, { headers: bearer(BOOTSTRAP_KEY) })
      await this.#send(path, { body: { password: this.#planted.at('any body') } })
    }
  }

  async #putInHeaders(): Promise<void> {
    const keys = [`Bearer isk_${this.#planted.at('key').repeat(3)}`, `Basic ${this.#planted.at('basic')}`]
    for (const authorization of [...keys, this.#planted.at('bare')])
      await this.#send('/api/trpc/workload.list', { headers: { authorization } })
    const names = ['cookie', 'origin', 'referer', 'user-agent', 'x-forwarded-for', 'x-request-id', 'accept']
    for (const name of names)
      for (const path of ['/api/trpc/workload.list', '/api/auth/get-session', '/api/auth/sign-out', '/'])
        await this.#send(path, {
          headers: { [name]: this.#planted.at(name) },
          ...(path.endsWith('out') && { body: {} }),
        })
  }

  async #putInBodies(): Promise<void> {
    const types = ['text/plain', 'application/x-www-form-urlencoded', this.#planted.asName('type')]
    for (const type of types)
      for (const path of ['/api/trpc/workload.create', '/api/auth/sign-in/email'])
        await this.#send(path, { body: this.#planted.at('form'), headers: { 'content-type': type } })
    const field = this.#planted.asName('field')
    const bodies = [
      `{"code":"${this.#planted.at('json')}`,
      { runtime: this.#planted.at('runtime') },
      { runtime: 'node', hold: true, [field]: this.#planted.at('field value') },
      { runtime: 'node', hold: true, labels: this.#planted.at('labels') },
    ]
    for (const body of bodies)
      await this.#send('/api/trpc/workload.create', { body, headers: bearer(BOOTSTRAP_KEY) })
  }

  async #sendWhatNoClientWould(): Promise<void> {
    const post = 'POST /api/auth/sign-in/email HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\n'
    const malformed = [
      `GET /${this.#planted.at('raw path')} HTTP/9.9\r\n\r\n`,
      `${this.#planted.at('verb')} / HTTP/1.1\r\nhost: x\r\n\r\n`,
      `GET / HTTP/1.1\r\nhost: x\r\nauthorization ${this.#planted.at('no colon')}\r\n\r\n`,
      `GET / HTTP/1.1\r\nhost: x\r\nx: ${this.#planted.at('header')}\0\r\n\r\n`,
      `GET /${'x'.repeat(20_000)}${this.#planted.at('long')} HTTP/1.1\r\nhost: x\r\n\r\n`,
      `${post}content-length: x${this.#planted.at('length')}\r\n\r\n`,
      `${post}content-length: 500\r\n\r\n{"password":"${this.#planted.at('half')}`,
      this.#planted.at('noise'),
    ]
    for (const bytes of malformed) this.refusals.push(await sendRaw(this.#server.url, bytes))
  }
}

/** Bytes as they are; answers what came back until the connection was closed. */
export async function sendRaw(url: string, bytes: string): Promise<string> {
  const { hostname, port } = new URL(url)
  const socket = connect(Number(port), hostname)
  await once(socket, 'connect')
  socket.end(bytes)
  return text(socket).catch(() => '')
}
