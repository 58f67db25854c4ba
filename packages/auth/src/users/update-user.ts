import { type Actor, parseInput, type UpdateUserInput, type User, updateUserInput } from '@isola/domain'
import { hashPassword } from 'better-auth/crypto'
import type { AuthContext } from '../context.ts'
import { toUser } from '../convert.ts'
import { explainGuard, unknownUser } from './user-errors.ts'

/** @throws INVALID_INPUT for the last admin, who can be neither demoted nor disabled: a trigger sees to it */
export async function updateUser(
  { database, clock, endings }: AuthContext,
  input: UpdateUserInput,
  actor: Actor,
): Promise<User> {
  const { id, password, ...asked } = parseInput(updateUserInput, input)
  const passwordHash = password === undefined ? null : await hashPassword(password)
  const now = new Date(clock.now())
  const details = { ...defined(asked), ...(passwordHash && { password: 'changed' }) }

  const write = database.recorded({ action: 'user.updated', target: id, details }, actor, async (tables) => {
    const { authUser, authAccount, authSession } = tables
    const present = await authUser.findUnique({ where: { id } })
    if (!present) throw unknownUser()
    const hasAnotherRole = asked.role !== undefined && asked.role !== present.role
    const signsOut = hasAnotherRole || asked.disabled === true || passwordHash !== null
    if (passwordHash) {
      const credential = { userId: id, providerId: 'credential' }
      await authAccount.updateMany({ where: credential, data: { password: passwordHash, updatedAt: now } })
    }
    if (signsOut) await authSession.deleteMany({ where: { userId: id } })
    const row = await authUser.update({ where: { id }, data: { ...defined(asked), updatedAt: now } })
    return { row, signsOut }
  })
  const { row, signsOut } = await write.catch((error): never => {
    throw explainGuard(error)
  })
  if (signsOut) endings.end(`user:${id}`)
  return toUser(row)
}

/** Without what was left out: Prisma's types tell that from undefined. */
const defined = ({ name, role, disabled }: Omit<UpdateUserInput, 'id' | 'password'>) => ({
  ...(name !== undefined && { name }),
  ...(role !== undefined && { role }),
  ...(disabled !== undefined && { disabled }),
})
