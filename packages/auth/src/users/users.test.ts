import { readFileSync } from 'node:fs'
import { LIMITS, type User } from '@isola/domain'
import { describe, expect, it } from 'vitest'
import {
  type AuthForTest,
  auditOf,
  createPerson,
  faultyFieldsOf,
  openAuthForTest,
  PASSWORD,
  SETTER_UP,
} from '../testing/open-auth.ts'

const person = { name: 'Ada', email: 'ada@example.com', password: PASSWORD, role: 'admin' } as const
const UNKNOWN = '01ARZ3NDEKTSV4RRFFQ69G5FAV'

describe('a user', () => {
  it('is listed by e-mail as it was made, page by page', async () => {
    const { auth } = await openAuthForTest()
    const made: User[] = []
    for (const name of ['Cleo', 'Ada', 'Bert', 'Dora', 'Emil'])
      made.push(await createPerson(auth, name, 'viewer'))
    const seen: User[] = []
    let cursor: string | undefined
    do {
      const page = await auth.users.list({ limit: 2, ...(cursor !== undefined && { cursor }) })
      seen.push(...page.items)
      cursor = page.nextCursor ?? undefined
    } while (cursor !== undefined)
    expect(seen).toEqual(made.toSorted((a, b) => (a.email < b.email ? -1 : 1)))
    expect(seen[0]).toEqual({
      id: made[1]?.id,
      name: 'Ada',
      email: 'ada@example.com',
      role: 'viewer',
      disabled: false,
      createdAt: expect.stringMatching(/Z$/),
    })
  })

  it('has an e-mail that nobody else has, whatever its case', async () => {
    const { auth } = await openAuthForTest()
    const { email } = await auth.users.create({ ...person, email: 'Ada@Example.COM' }, SETTER_UP)
    expect(email).toBe('ada@example.com')
    for (const taken of ['ada@example.com', 'ADA@EXAMPLE.COM', 'aDa@eXample.com'])
      expect(await faultyFieldsOf(auth.users.create({ ...person, email: taken }, SETTER_UP))).toEqual([
        'email',
      ])
    expect((await auth.users.list()).items).toHaveLength(1)
  })

  it('has it alone also when two are made at once', async () => {
    const { auth } = await openAuthForTest()
    const emails = ['ada@example.com', 'Ada@example.com', 'ADA@example.com']
    const made = await Promise.allSettled(
      emails.map((email) => auth.users.create({ ...person, email }, SETTER_UP)),
    )
    expect(made.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected', 'rejected'])
    expect((await auth.users.list()).items).toHaveLength(1)
  })

  it('has a password of 12 to 128 characters, which is kept as a hash alone', async () => {
    const { auth, file, store } = await openAuthForTest()
    const short = 'x'.repeat(LIMITS.passwordLengthMin - 1)
    const long = 'x'.repeat(LIMITS.passwordLengthMax + 1)
    for (const password of ['', short, long])
      expect(await faultyFieldsOf(auth.users.create({ ...person, password }, SETTER_UP))).toEqual([
        'password',
      ])
    const { id } = await auth.users.create(person, SETTER_UP)
    expect(await faultyFieldsOf(auth.users.update({ id, password: short }, SETTER_UP))).toEqual(['password'])
    await auth.users.update({ id, password: 'another long password' }, SETTER_UP)
    const bytes = Buffer.concat([file, `${file}-wal`].map((name) => readFileSync(name)))
    expect(bytes.includes(id)).toBe(true)
    for (const secret of [PASSWORD, 'another long password']) {
      expect(bytes.includes(secret)).toBe(false)
      expect(JSON.stringify(await auditOf(store))).not.toContain(secret)
    }
  })

  it('is refused by the names of every field that is wrong, and of those that there are not', async () => {
    const { auth, store } = await openAuthForTest()
    const wrong = { name: ' ', email: 'nobody', password: PASSWORD, role: 'root', disabled: true }
    const refused = auth.users.create(wrong as unknown as typeof person, SETTER_UP)
    expect((await faultyFieldsOf(refused)).sort()).toEqual(['disabled', 'email', 'name', 'role'])
    const change = { id: UNKNOWN, email: 'other@example.com' }
    expect(await faultyFieldsOf(auth.users.update(change as { id: string }, SETTER_UP))).toEqual(['email'])
    expect(await auditOf(store)).toEqual([])
  })

  it('that there is not can be neither changed nor removed', async () => {
    const { auth, store } = await openAuthForTest()
    for (const id of [UNKNOWN, '__proto__', 'constructor']) {
      expect(await faultyFieldsOf(auth.users.update({ id, name: 'x' }, SETTER_UP))).toEqual(['id'])
      expect(await faultyFieldsOf(auth.users.remove(id, SETTER_UP))).toEqual(['id'])
    }
    expect(await auditOf(store)).toEqual([])
  })
})

describe('the audit trail of users', () => {
  it('has every act with who did it, and neither passwords nor reads', async () => {
    const { auth, store } = await openAuthForTest()
    const ada = await createPerson(auth, 'Ada', 'admin')
    const actor = { kind: 'user', id: ada.id, name: 'Ada', scope: 'all' } as const
    const { id } = await auth.users.create(
      { ...person, name: 'Bert', email: 'b@example.com', role: 'viewer' },
      actor,
    )
    await auth.users.update({ id, role: 'operator', password: 'another long password' }, actor)
    await auth.users.list()
    await auth.users.remove(id, actor)
    const [, ...acts] = await auditOf(store)
    const by = { kind: 'user', id: ada.id, name: 'Ada' }
    const details = { name: 'Bert', email: 'b@example.com' }
    expect(acts).toMatchObject([
      { action: 'user.created', target: id, actor: by, details: { ...details, role: 'viewer' } },
      { action: 'user.updated', target: id, actor: by, details: { role: 'operator', password: 'changed' } },
      { action: 'user.removed', target: id, actor: by, details: { ...details, role: 'operator' } },
    ])
  })

  it('has one entry when several remove the same person at once', async () => {
    const { auth, store } = await openAuthForTest()
    const { id } = await createPerson(auth, 'Bert', 'viewer')
    const outcomes = await Promise.allSettled(
      Array.from({ length: 5 }, () => auth.users.remove(id, SETTER_UP)),
    )
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    expect((await auditOf(store)).map(({ action }) => action)).toEqual(['user.created', 'user.removed'])
  })
})

describe('a user who was removed', () => {
  /** Left something in history, then was removed. */
  async function historyOf({ auth, store }: AuthForTest) {
    const { id } = await createPerson(auth, 'Bert', 'operator')
    const actor = { kind: 'user', id, name: 'Bert' } as const
    const workload = await store.createWorkload({ runtime: 'node', hold: true }, actor)
    await store.addNote(workload.id, 'mine', actor)
    await auth.users.remove(id, SETTER_UP)
    return { id, actor, workload: await store.getWorkload(workload.id) }
  }

  it('stays in history by name', async () => {
    const opened = await openAuthForTest()
    const { actor, workload } = await historyOf(opened)
    expect(workload.createdBy).toEqual(actor)
    const { items } = await opened.store.listEvents(workload.id)
    expect(items.map((event) => event.actor)).toEqual([actor, actor])
  })

  it('leaves neither password nor session, and an e-mail that is free again', async () => {
    const opened = await openAuthForTest()
    const { id } = await historyOf(opened)
    const where = { userId: id }
    expect(await opened.database.authAccount.count({ where })).toBe(0)
    expect(await opened.database.authSession.count({ where })).toBe(0)
    const again = await createPerson(opened.auth, 'Bert', 'viewer')
    expect(again.id).not.toBe(id)
  })
})
