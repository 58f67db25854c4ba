/**
 * A limit and a text that are bound, dressed as expressions: where SQLite has looked at a bare `?` to choose a plan, it
 * compiles the statement anew whenever one is bound. That took 0.04 ms of a plain list, 0.5 ms of one of a hundred cells.
 */
export const LIMIT_BOUND = 'LIMIT ? + 0'
export const TEXT_BOUND = "('' || ?)"
