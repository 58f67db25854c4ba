import { createHash, randomBytes } from 'node:crypto'

const START_LENGTH = 8

/** 256 bits from the system: nothing to guess, so a plain SHA-256 keeps it as well as a slow hash would. */
export const newSecret = (): string => `isk_${randomBytes(32).toString('base64url')}`

export const hashSecret = (secret: string): string => createHash('sha256').update(secret).digest('hex')

export const startOf = (secret: string): string => secret.slice(0, START_LENGTH)
