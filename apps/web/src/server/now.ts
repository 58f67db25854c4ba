import 'server-only'
import { systemClock } from '@isola/domain'

export const now = (): number => systemClock.now()
