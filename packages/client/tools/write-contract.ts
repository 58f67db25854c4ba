import ts from 'typescript-api'
import { TypePrinter } from './print-type.ts'

const HEAD = `import type {
  TRPCBuiltRouter, TRPCMutationProcedure, TRPCQueryProcedure, TRPCSubscriptionProcedure
} from '@trpc/server'

type Query<Input, Output> = TRPCQueryProcedure<{ input: Input; output: Output; meta: object }>
type Mutation<Input, Output> = TRPCMutationProcedure<{ input: Input; output: Output; meta: object }>
type Subscription<Input, Output> = TRPCSubscriptionProcedure<{ input: Input; output: Output; meta: object }>`

/**
 * contract.ts as declarations that need nothing of ours. A bundler of declarations would bring along zod, and by the
 * router's context the store; of the router this keeps what callers see: inputs, outputs and errors.
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
  const exported = checker.getExportsOfModule(module).map((symbol) => ({
    name: symbol.name,
    type: checker.getDeclaredTypeOfSymbol(checker.getAliasedSymbol(symbol)),
  }))
  const router = exported.find(({ name }) => name === 'AppRouter')?.type
  if (!router) throw new Error(`${file} exports no AppRouter`)
  const printer = new TypePrinter(
    checker,
    exported.filter(({ name }) => name !== 'AppRouter'),
  )
  const at = (type: ts.Type, ...path: string[]) => follow(checker, type, path)
  const errors = printer.print(at(router, '_def', '_config', '$types', 'errorShape'))
  const root = `{ ctx: object; meta: object; errorShape: ${errors}; transformer: false }`
  const procedures = writeProcedures(checker, printer, at(router, '_def', 'record'))
  return [
    HEAD,
    ...printer.declarations(),
    `export type AppRouter = TRPCBuiltRouter<${root}, ${procedures}>`,
  ].join('\n\n')
}

function writeProcedures(checker: ts.TypeChecker, printer: TypePrinter, record: ts.Type): string {
  const entries = record.getProperties().map((property) => {
    const type = checker.getTypeOfSymbol(property)
    if (!type.getProperty('_def')) return `${property.name}: ${writeProcedures(checker, printer, type)}`
    const kind = checker.typeToString(follow(checker, type, ['_def', 'type'])).slice(1, -1)
    const [input, output] = ['input', 'output'].map((name) =>
      printer.print(follow(checker, type, ['_def', '$types', name])),
    )
    return `${property.name}: ${kind[0]?.toUpperCase()}${kind.slice(1)}<${input}, ${output}>`
  })
  return `{\n${entries.join('\n')}\n}`
}

function follow(checker: ts.TypeChecker, type: ts.Type, path: string[]): ts.Type {
  return path.reduce((at, name) => {
    const property = at.getProperty(name)
    if (!property) throw new Error(`${checker.typeToString(at)} has no ${name}`)
    return checker.getTypeOfSymbol(property)
  }, type)
}
