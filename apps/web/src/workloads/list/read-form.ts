import { type FilterKey, type FilterPatch, filterParams } from '#/app/(app)/workloads/search-params.ts'
import type { Zone } from '#/lib/time.tsx'
import type { EditedField } from './edited-fields.ts'
import { parseDuration } from './parse-duration.ts'

type Read = { filter: FilterPatch } | { problem: string }

/** What an editor's controls say, through the same parsers as a URL. Nothing filled in lifts the filter. */
export function readForm(field: EditedField, form: FormData, zone: Zone): Read {
  const value = (name: string) => String(form.get(name) ?? '')
  switch (field) {
    case 'created':
    case 'finished':
      return readTimes(field, value('from'), value('to'), zone)
    case 'duration':
      return readDurations(value('least'), value('most'))
    case 'label':
      return value('key') || value('value')
        ? read('label', `${value('key')}=${value('value')}`, 'A label needs a key, without =')
        : { filter: {} }
    case 'createdBy':
      return value('value')
        ? read('createdBy', `${value('kind')}:${value('value')}`, 'Give the id')
        : { filter: {} }
    case 'requestedIsolation':
      return {
        filter: { requestedIsolation: filterParams.requestedIsolation.parse(form.getAll('value').join(',')) },
      }
    default:
      return value('value').trim()
        ? read(field, value('value').trim(), `This is not a value of ${field}`)
        : { filter: {} }
  }
}

function read(key: FilterKey, text: string, problem: string): Read {
  const parsed = filterParams[key].parse(text)
  return parsed === null ? { problem } : { filter: { [key]: parsed } }
}

function readTimes(field: 'created' | 'finished', from: string, to: string, zone: Zone): Read {
  const times = [from, to].map((local) => {
    const ms = local ? Date.parse(zone === 'utc' ? `${local}Z` : local) : Number.NaN
    return ms >= 0 ? new Date(ms).toISOString() : null
  })
  const [start = null, end = null] = times
  if (start && end && start >= end) return { problem: 'The range ends before it begins' }
  return { filter: { [`${field}From`]: start, [`${field}To`]: end } }
}

function readDurations(least: string, most: string): Read {
  const durationMinMs = least ? parseDuration(least) : null
  const durationMaxMs = most ? parseDuration(most) : null
  if ((least && durationMinMs === null) || (most && durationMaxMs === null)) {
    return { problem: 'Write durations as 500 ms, 5 s, 2 m or 1.5 h' }
  }
  if (durationMinMs !== null && durationMaxMs !== null && durationMinMs >= durationMaxMs) {
    return { problem: 'The range ends before it begins' }
  }
  return { filter: { durationMinMs, durationMaxMs } }
}
