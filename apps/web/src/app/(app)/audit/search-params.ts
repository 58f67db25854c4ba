import { parseAsString } from 'nuqs/server'

export const auditParams = { action: parseAsString, actor: parseAsString }
