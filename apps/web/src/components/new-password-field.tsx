import { LIMITS } from '@isola/domain'
import type { ComponentProps } from 'react'
import { Field, Input } from './ui/field.tsx'

interface NewPasswordFieldProps extends ComponentProps<typeof Input> {
  label: string
  error?: string | undefined
}

/** A password that is chosen here: its rule stands beside it, wherever that is. */
export const NewPasswordField = ({ label, error, ...props }: NewPasswordFieldProps) => (
  <Field label={label} hint={`at least ${LIMITS.passwordLengthMin} characters`} error={error}>
    <Input
      type="password"
      autoComplete="new-password"
      minLength={LIMITS.passwordLengthMin}
      maxLength={LIMITS.passwordLengthMax}
      required
      {...props}
    />
  </Field>
)
