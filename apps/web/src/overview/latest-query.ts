/** Asked by the page and by the list: one question. */
export const LATEST = { limit: 10 }
