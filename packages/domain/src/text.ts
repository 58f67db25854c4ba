import { z } from 'zod'
import { utf8Bytes } from './utf8-bytes.ts'

/** A lone surrogate cannot be stored as UTF-8: it would come back as U+FFFD. */
export const wellFormed = (text: string): boolean => text.isWellFormed()

/** Text that is stored as it is given. */
export const text = z.string().refine(wellFormed, 'holds a lone surrogate')

/** Text that names or explains: not blank. */
export const phrase = (maxLength: number) =>
  text.max(maxLength).refine((value) => value.trim() !== '', 'must not be blank')

/** No text has more UTF-16 units than bytes, so what is far too long is refused without being measured. */
export const textOfBytes = (maxBytes: number) => {
  const message = `is over ${maxBytes} bytes`
  return text
    .max(maxBytes, { error: message, abort: true })
    .refine((value) => utf8Bytes(value) <= maxBytes, message)
}
