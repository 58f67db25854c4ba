import { createLoader, parseAsStringLiteral } from 'nuqs/server'
import { RANGES } from '#/lib/ranges.ts'

export const overviewParams = { range: parseAsStringLiteral(RANGES).withDefault('7d') }
export const loadOverviewParams = createLoader(overviewParams)
