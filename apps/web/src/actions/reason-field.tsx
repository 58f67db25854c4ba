import { LIMITS } from '@isola/domain'
import { Field, Textarea } from '#/components/ui/field.tsx'

interface ReasonFieldProps {
  value: string
  onChange(value: string): void
  required?: boolean
}

export const ReasonField = ({ value, onChange, required = false }: ReasonFieldProps) => (
  <Field label="Reason" hint={required ? 'required, kept in history' : 'kept in history'}>
    <Textarea
      value={value}
      onChange={(event) => onChange(event.target.value)}
      maxLength={LIMITS.reasonLength}
      required={required}
    />
  </Field>
)
