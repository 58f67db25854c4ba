import { z } from 'zod'
import { LIMITS } from './limits.ts'
import { pageOf } from './page.ts'
import { role } from './role.ts'
import { phrase } from './text.ts'

/** A person who signs in. */
export const user = z.object({
  id: z.string(),
  name: z.string(),
  email: z.string(),
  role,
  /** May not sign in, and has no session. */
  disabled: z.boolean(),
  createdAt: z.string(),
})
export type User = z.infer<typeof user>
export const userPage = pageOf(user)

export const userId = phrase(LIMITS.idLength)
const userName = phrase(LIMITS.nameLength)
export const email = z.email().max(LIMITS.emailLength).toLowerCase()
export const password = z.string().min(LIMITS.passwordLengthMin).max(LIMITS.passwordLengthMax)

export const createUserInput = z.strictObject({ name: userName, email, password, role })
export type CreateUserInput = z.input<typeof createUserInput>

/** The first admin: whoever has the one-time link. */
export const setUpInput = z.strictObject({
  token: z.string().max(LIMITS.idLength),
  name: userName,
  email,
  password,
})
export type SetUpInput = z.input<typeof setUpInput>

/** Absent leaves a field alone. Another role, or to be disabled, ends the person's sessions; so does a new password. */
export const updateUserInput = z.strictObject({
  id: userId,
  name: userName.optional(),
  role: role.optional(),
  disabled: z.boolean().optional(),
  password: password.optional(),
})
export type UpdateUserInput = z.input<typeof updateUserInput>
