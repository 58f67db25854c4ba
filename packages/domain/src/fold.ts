/** Letters without their case, in every script: SQLite's own lower() and LIKE know ASCII only. */
export const fold = (value: string): string => value.toLowerCase()
