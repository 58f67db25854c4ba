/** Imported before a server’s own modules: `shifted.ts?by=-1000` lets it live a second ago. */
import { shiftDate } from './shift-date.ts'

shiftDate(Number(new URL(import.meta.url).searchParams.get('by')))
