import { LIMITS } from '@isola/domain'

/** One page is all that is asked for: it is shared by the navigation, the names of runners and their own page. */
export const RUNNERS = { limit: LIMITS.pageSize }
