import { type Actor, parseInput, userId } from '@isola/domain'
import type { AuthContext } from '../context.ts'
import { explainGuard, unknownUser } from './user-errors.ts'

/** With their sessions; what they did stays in history under their name. @throws INVALID_INPUT for the last admin */
export async function removeUser(
  { database, endings }: AuthContext,
  id: string,
  actor: Actor,
): Promise<void> {
  const where = { id: parseInput(userId, id, 'id') }
  const present = await database.authUser.findUnique({ where })
  if (!present) throw unknownUser()
  const details = { name: present.name, email: present.email, role: present.role }
  const write = database.recorded(
    { action: 'user.removed', target: id, details },
    actor,
    async ({ authUser }) => {
      // Of two who remove somebody, one does: only that is put on record.
      if ((await authUser.deleteMany({ where })).count === 0) throw unknownUser()
    },
  )
  await write.catch((error): never => {
    throw explainGuard(error)
  })
  endings.end(`user:${id}`)
}
