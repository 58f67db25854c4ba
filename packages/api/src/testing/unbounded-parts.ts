import type { z } from 'zod'

/**
 * The parts of a schema that a value of any size passes: text without a length, lists without a size, numbers without a
 * minimum and a maximum, and every kind of schema that this function does not know.
 */
export function unboundedParts(schema: z.core.$ZodType, path: string): string[] {
  const { def } = (schema as z.core.$ZodTypes)._zod
  const unless = (bounded: boolean) => (bounded ? [] : [path])
  switch (def.type) {
    case 'object':
      return [
        ...unless(def.catchall?._zod.def.type === 'never'),
        ...Object.entries(def.shape).flatMap(([name, part]) => unboundedParts(part, `${path}.${name}`)),
      ]
    case 'array':
      return [...unless(has(schema, 'max_length')), ...unboundedParts(def.element, `${path}.*`)]
    case 'string':
      return unless(has(schema, 'max_length') || hasFixedPattern(schema))
    case 'number':
      return unless(isInt32(schema) || (has(schema, 'greater_than') && has(schema, 'less_than')))
    case 'optional':
    case 'nullable':
    case 'default':
      return unboundedParts(def.innerType, path)
    // What a transform makes of its input is no larger than our code makes it.
    case 'pipe':
      return unboundedParts(def.in, path)
    case 'enum':
    case 'boolean':
      return []
    default:
      return [path]
  }
}

interface CheckDefinition {
  check: string
  format?: string
  pattern?: RegExp
}

/** A format such as `z.int32()` is the schema itself, and not one of its checks. */
function checksOf({ _zod: { def } }: z.core.$ZodType): CheckDefinition[] {
  const own = 'check' in def ? [def as unknown as CheckDefinition] : []
  return [...own, ...(def.checks ?? []).map((check) => check._zod.def as CheckDefinition)]
}

const has = (schema: z.core.$ZodType, kind: string) => checksOf(schema).some(({ check }) => check === kind)

const isInt32 = (schema: z.core.$ZodType) =>
  checksOf(schema).some(({ check, format }) => check === 'number_format' && format === 'int32')

/** Anchored, and nothing in it repeats without end. */
const hasFixedPattern = (schema: z.core.$ZodType): boolean =>
  checksOf(schema).some(({ pattern }) => {
    if (!pattern) return false
    const skeleton = pattern.source.replace(/\\./g, 'x').replace(/\[[^\]]*\]/g, 'x')
    return /^\^[^|*+]*\$$/.test(skeleton) && !/\{\d*,\}/.test(skeleton)
  })
