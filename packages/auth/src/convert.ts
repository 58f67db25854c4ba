import {
  type ActorIdentity,
  type ApiKey,
  type KeyRole,
  type Role,
  toTimestamp,
  type User,
} from '@isola/domain'
import type { AuthTables } from '@isola/store/auth-database'

type Row<Table extends keyof AuthTables> = NonNullable<Awaited<ReturnType<AuthTables[Table]['findFirst']>>>
export type UserRow = Row<'authUser'>
export type KeyRow = Row<'apiKey'>

const time = (value: Date): string => toTimestamp(value.getTime())
const timeOrNull = (value: Date | null): string | null => (value === null ? null : time(value))

export const toUser = ({ id, name, email, role, disabled, createdAt }: UserRow): User => ({
  id,
  name,
  email,
  role: role as Role,
  disabled,
  createdAt: time(createdAt),
})

export const toApiKey = (row: KeyRow): ApiKey => ({
  id: row.id,
  name: row.name,
  role: row.role as KeyRole,
  start: row.start,
  createdBy: JSON.parse(row.createdBy) as ActorIdentity,
  createdAt: time(row.createdAt),
  expiresAt: timeOrNull(row.expiresAt),
  lastUsedAt: timeOrNull(row.lastUsedAt),
  revokedAt: timeOrNull(row.revokedAt),
})
