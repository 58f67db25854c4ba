import ts from 'typescript-api'

/** Types that have a name, which stands for them wherever they occur. */
export interface NamedType {
  name: string
  type: ts.Type
}

/**
 * Writes types out in full, down to literals: what zod infers is printed as what it is, so that whoever reads the
 * declarations needs neither zod nor our schemas. Comments on fields come along.
 */
export class TypePrinter {
  readonly #checker: ts.TypeChecker
  readonly #plain = new Map<ts.Type, string>()
  readonly #named: NamedType[]
  /** By their whole text: inferred twice, a type is two types to the compiler, and one to whoever reads it. */
  readonly #names = new Map<string, string>()

  constructor(checker: ts.TypeChecker, named: NamedType[]) {
    this.#checker = checker
    this.#named = named
    for (const { name, type } of named) {
      const text = this.#inFull(type)
      if (!this.#names.has(text)) this.#names.set(text, name)
    }
  }

  declarations(): string[] {
    return this.#named.map(({ name, type }) =>
      type.isUnion() || type.aliasSymbol || !isRecord(this.#checker, type)
        ? `export type ${name} = ${this.#body(type)}`
        : `export interface ${name} ${this.#body(type)}`,
    )
  }

  /** By name where there is one. */
  print(type: ts.Type): string {
    const alias = this.#recursive(type)
    if (alias) return alias
    return this.#names.get(this.#inFull(type)) ?? this.#body(type)
  }

  /** Without names or comments: to compare by. */
  #inFull(type: ts.Type): string {
    const known = this.#plain.get(type)
    if (known !== undefined) return known
    const text = this.#write(type, (part) => this.#recursive(part) ?? this.#inFull(part), false)
    this.#plain.set(type, text)
    return text
  }

  #body(type: ts.Type): string {
    return this.#write(type, (part) => this.print(part), true)
  }

  /** What refers to itself has to be called by its name. */
  #recursive(type: ts.Type): string | undefined {
    const name = type.aliasSymbol?.name
    return this.#named.find((named) => named.name === name && named.type === type)?.name
  }

  #write(type: ts.Type, part: (type: ts.Type) => string, comments: boolean): string {
    const checker = this.#checker
    if (type.flags & ts.TypeFlags.Boolean || !(type.flags & (ts.TypeFlags.Union | ts.TypeFlags.Object)))
      return checker.typeToString(type)
    if (type.isUnion()) return this.#union(type, part)
    if (checker.isArrayType(type)) {
      const [item = type] = checker.getTypeArguments(type as ts.TypeReference)
      const text = part(item)
      return item.isUnion() && !/^\w+$/.test(text) ? `(${text})[]` : `${text}[]`
    }
    if (type.symbol.name === 'AsyncIterable') {
      const [item = type] = checker.getTypeArguments(type as ts.TypeReference)
      return `AsyncIterable<${part(item)}>`
    }
    const index = checker.getIndexInfoOfType(type, ts.IndexKind.String)
    // Not Record: an alias that refers to itself may not do so through another.
    if (index) return `{ [key: string]: ${part(index.type)} }`
    if (!isRecord(checker, type)) throw new Error(`Cannot be written out: ${checker.typeToString(type)}`)
    const fields = type.getProperties().map((field) => {
      const comment = ts.displayPartsToString(field.getDocumentationComment(checker))
      const mark = field.flags & ts.SymbolFlags.Optional ? '?' : ''
      const name = /^\w+$/.test(field.name) ? field.name : JSON.stringify(field.name)
      const text = `${name}${mark}: ${part(checker.getTypeOfSymbol(field))}`
      return comments && comment ? `/** ${comment.replaceAll('\n', ' ')} */\n${text}` : text
    })
    return `{\n${fields.join('\n')}\n}`
  }

  /** What may be absent is said last: without that, what is left may have a name. */
  #union({ types }: ts.UnionType, part: (type: ts.Type) => string): string {
    for (const absent of [ABSENT, ABSENT | ts.TypeFlags.Null]) {
      const rest = types.filter(({ flags }) => !(flags & absent))
      const name = rest.length < types.length && this.#names.get(this.#join(rest, part))
      if (name)
        return this.#join(
          types.filter((type) => !rest.includes(type)),
          part,
          name,
        )
    }
    return this.#join(types, part)
  }

  #join(types: ts.Type[], part: (type: ts.Type) => string, name?: string): string {
    const isEnd = ({ flags }: ts.Type) => (flags & (ABSENT | ts.TypeFlags.Null)) !== 0
    const ordered = [...types.filter((type) => !isEnd(type)), ...types.filter(isEnd)]
    const texts = new Set(ordered.map(part))
    // To the compiler a boolean is one of two literals.
    const boolean = texts.has('true') && texts.has('false')
    const rest = [...texts].filter((text) => !(boolean && (text === 'true' || text === 'false')))
    return [...(name ? [name] : []), ...(boolean ? ['boolean'] : []), ...rest].join(' | ')
  }
}

const ABSENT = ts.TypeFlags.Undefined | ts.TypeFlags.Void

/** An object of fields: nothing that can be called, and no array. */
function isRecord(checker: ts.TypeChecker, type: ts.Type): boolean {
  const object = (type.flags & ts.TypeFlags.Object) !== 0 && !checker.isArrayType(type)
  return object && type.getCallSignatures().length === 0 && type.getConstructSignatures().length === 0
}
