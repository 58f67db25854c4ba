import type { Actor } from '@isola/domain'

/** Who ends what no runner will. */
export const SWEEPER: Actor = { kind: 'system', id: 'isola', name: 'Isola' }
