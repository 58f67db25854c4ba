const TAIL = 7

/** The end of an id: its beginning is its time, and alike in neighbours. */
export const idTail = (id: string): string => `…${id.slice(-TAIL)}`
