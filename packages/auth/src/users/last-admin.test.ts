import { describe, expect, it } from 'vitest'
import {
  type AuthForTest,
  auditOf,
  createPerson,
  faultyFieldsOf,
  openAuthForTest,
  SETTER_UP,
} from '../testing/open-auth.ts'

type Users = AuthForTest['auth']['users']

/** Every way to leave nobody who administers. */
const WAYS: Record<string, (users: Users, id: string) => Promise<unknown>> = {
  removed: (users, id) => users.remove(id, SETTER_UP),
  'made a viewer': (users, id) => users.update({ id, role: 'viewer' }, SETTER_UP),
  'made an operator': (users, id) => users.update({ id, role: 'operator' }, SETTER_UP),
  disabled: (users, id) => users.update({ id, disabled: true }, SETTER_UP),
}

const adminsOf = async ({ auth }: AuthForTest) =>
  (await auth.users.list()).items.filter(({ role, disabled }) => role === 'admin' && !disabled)

describe('the last admin', () => {
  for (const [way, run] of Object.entries(WAYS)) {
    it(`can not be ${way}, and then nothing has changed`, async () => {
      const opened = await openAuthForTest()
      const { auth, store } = opened
      const { id } = await createPerson(auth, 'Ada', 'admin')
      await createPerson(auth, 'Vera', 'viewer')
      const before = { users: await auth.users.list(), audit: await auditOf(store) }
      expect(await faultyFieldsOf(run(auth.users, id))).toEqual(['id'])
      expect({ users: await auth.users.list(), audit: await auditOf(store) }).toEqual(before)
    })

    it(`is the one who is left when of two who are to be ${way} at once the other one was`, async () => {
      const opened = await openAuthForTest()
      const { auth } = opened
      for (let round = 0; round < 2; round++) {
        const people = [await createPerson(auth, `A${round}`, 'admin')]
        people.push(await createPerson(auth, `B${round}`, 'admin'))
        const earlier = (await adminsOf(opened)).filter(({ id }) =>
          people.every((person) => person.id !== id),
        )
        for (const { id } of earlier) await auth.users.update({ id, role: 'viewer' }, SETTER_UP)
        const outcomes = await Promise.allSettled(people.map(({ id }) => run(auth.users, id)))
        expect(outcomes.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
        expect(outcomes.find(({ status }) => status === 'rejected')).toMatchObject({
          reason: { data: { code: 'INVALID_INPUT', issues: [{ path: 'id' }] } },
        })
        expect(await adminsOf(opened)).toHaveLength(1)
      }
    })
  }

  it('is not one who is disabled: that one can go', async () => {
    const { auth } = await openAuthForTest()
    await createPerson(auth, 'Ada', 'admin')
    const { id } = await createPerson(auth, 'Bert', 'admin')
    await auth.users.update({ id, disabled: true }, SETTER_UP)
    await auth.users.remove(id, SETTER_UP)
    expect((await auth.users.list()).items).toMatchObject([{ name: 'Ada' }])
  })

  it('may be renamed and given a new password', async () => {
    const { auth } = await openAuthForTest()
    const { id } = await createPerson(auth, 'Ada', 'admin')
    const changes = { name: 'Ada L.', role: 'admin', disabled: false, password: 'another long one' } as const
    expect(await auth.users.update({ id, ...changes }, SETTER_UP)).toMatchObject({ name: 'Ada L.' })
  })

  it('stays also when somebody writes past our verbs', async () => {
    const opened = await openAuthForTest()
    const { auth, database } = opened
    const where = { id: (await createPerson(auth, 'Ada', 'admin')).id }
    await expect(database.authUser.updateMany({ where, data: { role: 'viewer' } })).rejects.toThrow()
    await expect(database.authUser.deleteMany()).rejects.toThrow()
    expect(await adminsOf(opened)).toHaveLength(1)
  })
})
