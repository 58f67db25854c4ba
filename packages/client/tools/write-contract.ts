import ts from 'typescript-api'
import { TypePrinter } from './print-type.ts'

const PROCEDURES = 'IsolaProcedures'
const HEAD = `import type { Mutation, Query, Subscription } from './procedures.ts'`

/**
 * contract.ts as declarations that need nothing of ours. A bundler of declarations would bring along zod, tRPC, and by
 * the router's context the store; of the router this keeps what callers see: inputs and outputs.
 */
export function writeContract(file: string, tsconfig: string): string {
  const host = { ...ts.sys, onUnRecoverableConfigFileDiagnostic: () => undefined }
  const options = ts.getParsedCommandLineOfConfigFile(tsconfig, {}, host)?.options
  if (!options) throw new Error(`${tsconfig} cannot be read`)
  const program = ts.createProgram([file], options)
  const checker = program.getTypeChecker()
  const source = program.getSourceFile(file)
  const module = source && checker.getSymbolAtLocation(source)
  if (!module) throw new Error(`${file} exports nothing`)
  const exported = checker.getExportsOfModule(module).map((symbol) => {
    const declared = symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol
    return { name: symbol.name, type: checker.getDeclaredTypeOfSymbol(declared) }
  })
  const procedures = exported.find(({ name }) => name === PROCEDURES)?.type
  if (!procedures) throw new Error(`${file} exports no ${PROCEDURES}`)
  const printer = new TypePrinter(
    checker,
    exported.filter(({ name }) => name !== PROCEDURES),
  )
  return [
    HEAD,
    ...printer.declarations(),
    `export interface ${PROCEDURES} ${writeProcedures(checker, printer, procedures)}`,
  ].join('\n\n')
}

const KINDS: ReadonlySet<string> = new Set(['Query', 'Mutation', 'Subscription'])

function writeProcedures(checker: ts.TypeChecker, printer: TypePrinter, record: ts.Type): string {
  const entries = record.getProperties().map((property) => {
    const type = checker.getTypeOfSymbol(property)
    const kind = type.symbol.name
    if (!KINDS.has(kind)) return `${property.name}: ${writeProcedures(checker, printer, type)}`
    const [input, output] = checker
      .getTypeArguments(type as ts.TypeReference)
      .map((argument) => printer.print(argument))
    return `${property.name}: ${kind}<${input}, ${output}>`
  })
  return `{\n${entries.join('\n')}\n}`
}
