import { ACTOR_KINDS, type ActorKind, LIMITS, WORKLOAD_ID } from '@isola/domain'
import { createParser, parseAsArrayOf, parseAsStringLiteral } from 'nuqs/server'

/*
 * The filter grammar as it stands in a URL. What the grammar would refuse is dropped here, so that a link with a slip in
 * it shows a list; the server parses again with the domain's schemas, which would cost a browser 30 KB.
 */

export const parseAsAnyOf = <Value extends string>(values: readonly Value[]) =>
  parseAsArrayOf(parseAsStringLiteral(values))

export const parseAsText = (maxLength: number) =>
  createParser({
    parse: (value) =>
      value.trim() !== '' && value.length <= maxLength && value.isWellFormed() ? value : null,
    serialize: (value: string) => value,
  })

const parseAsMatch = (pattern: RegExp, normalise = (value: string) => value) =>
  createParser({
    parse: (value) => (pattern.test(normalise(value)) ? normalise(value) : null),
    serialize: (value: string) => value,
  })

const upper = (value: string) => value.trim().toUpperCase()
export const parseAsId = parseAsMatch(WORKLOAD_ID, upper)
export const parseAsIdPrefix = parseAsMatch(/^[0-7][0-9A-HJKMNP-TV-Z]{0,25}$/, upper)
export const parseAsHash = parseAsMatch(/^[0-9a-f]{64}$/, (value) => value.trim().toLowerCase())

export const parseAsWhole = (least: number, most: number) =>
  createParser({
    parse: (value) => {
      const number = /^-?\d{1,16}$/.test(value) ? Number(value) : Number.NaN
      return number >= least && number <= most ? number : null
    },
    serialize: String,
  })

/** With the zone named; kept as the record writes it, so that times compare as text. */
export const parseAsTime = createParser({
  parse: (value) => {
    const ms = /(?:Z|[+-]\d\d:\d\d)$/.test(value) ? Date.parse(value) : Number.NaN
    return ms >= 0 ? new Date(ms).toISOString() : null
  },
  serialize: (value: string) => value,
})

/** `team=billing`: a key holds no `=` here; the value may. */
export const parseAsLabel = createParser({
  parse: (pair) => {
    const at = pair.indexOf('=')
    const key = pair.slice(0, at).trim()
    const value = pair.slice(at + 1)
    const fits = key.length <= LIMITS.labelKeyLength && value.length <= LIMITS.labelValueLength
    return at > 0 && key !== '' && fits && pair.isWellFormed() ? { key, value } : null
  },
  serialize: ({ key, value }: { key: string; value: string }) => `${key}=${value}`,
  eq: (a, b) => a.key === b.key && a.value === b.value,
})

const isActorKind = (kind: string): kind is ActorKind => (ACTOR_KINDS as readonly string[]).includes(kind)

/** `user:k3J…`: the name may change, the id does not. */
export const parseAsCreator = createParser({
  parse: (value) => {
    const at = value.indexOf(':')
    const kind = value.slice(0, at)
    const id = value.slice(at + 1)
    return at > 0 && isActorKind(kind) && id !== '' && id.isWellFormed() ? { kind, id } : null
  },
  serialize: ({ kind, id }: { kind: ActorKind; id: string }) => `${kind}:${id}`,
  eq: (a, b) => a.kind === b.kind && a.id === b.id,
})
