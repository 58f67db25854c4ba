/** When the pictures are taken: a Wednesday morning. */
export const START = Date.UTC(2026, 2, 4, 9, 41, 12)
