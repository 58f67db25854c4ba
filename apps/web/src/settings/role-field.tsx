'use client'
import type { KeyRole } from '@isola/domain'
import { useState } from 'react'
import { Field, Select } from '#/components/ui/field.tsx'
import { ROLE_WORDS } from './role-words.ts'

interface RoleFieldProps<Role extends KeyRole> {
  roles: readonly Role[]
  initial: Role
  error: string | undefined
}

export function RoleField<Role extends KeyRole>({ roles, initial, error }: RoleFieldProps<Role>) {
  const [role, setRole] = useState<KeyRole>(initial)
  return (
    <div className="grid gap-1">
      <Field label="Role" error={error}>
        <Select name="role" value={role} onChange={(event) => setRole(event.target.value as KeyRole)}>
          {roles.map((name) => (
            <option key={name}>{name}</option>
          ))}
        </Select>
      </Field>
      <p className="text-fact text-mute">{ROLE_WORDS[role]}</p>
    </div>
  )
}
