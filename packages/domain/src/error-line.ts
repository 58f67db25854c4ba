import { LIMITS } from './limits.ts'

const FIRST_LINE = new RegExp(`[^\\r\\n]{1,${LIMITS.errorLineLength}}`, 'u')

/**
 * What lists show and search of an error: its first line that is not empty, at most 500 code points of it. A line ends
 * at `\n`, `\r\n` or `\r`; NUL is a character like any other. An error of line ends alone has an empty one.
 */
export const errorLine = (error: string): string => FIRST_LINE.exec(error)?.[0] ?? ''
