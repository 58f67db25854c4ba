/**
 * Prisma's schema engine as WebAssembly: the engine that `prisma migrate` downloads, but from the npm registry,
 * so that a migration can be authored and checked on a machine that reaches nothing else.
 *
 * It needs a database of its own to replay the migrations in: a file that is thrown away. `:memory:` will not
 * do, because each connection of the adapter would get another one. No database of anybody's is opened.
 */
import { randomUUID } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { PrismaBetterSqlite3 } from '@prisma/adapter-better-sqlite3'
import { bindMigrationAwareSqlAdapterFactory, type SqlDriverAdapter } from '@prisma/driver-adapter-utils'
import type { SchemaEngine } from '@prisma/schema-engine-wasm'
import { type EngineInput, readInput } from './engine-input.ts'

type Work<T> = (engine: SchemaEngine, input: EngineInput) => Promise<T>

/** Opens the engine on a folder like `prisma/` while the work lasts; `database` is a file to look at. */
export async function withSchemaEngine<T>(folder: string, work: Work<T>, database?: string): Promise<T> {
  const input = readInput(folder)
  const datamodels = input.schema.files.map(({ path, content }): [string, string] => [path, content])
  const { SchemaEngine } = await loaded
  const scratch = mkdtempSync(join(tmpdir(), 'isola-schema-'))
  const opened: SqlDriverAdapter[] = []
  const factory = bindMigrationAwareSqlAdapterFactory(adapters(scratch, opened, database))
  try {
    const engine = await SchemaEngine.new({ datamodels }, () => {}, factory)
    return await work(engine, input)
  } finally {
    // The engine closes none, and holds locks.
    await Promise.all(opened.map((adapter) => adapter.dispose()))
    rmSync(scratch, { recursive: true })
  }
}

function adapters(scratch: string, opened: SqlDriverAdapter[], database = join(scratch, 'main.db')) {
  const factory = (file: string) => new PrismaBetterSqlite3({ url: `file:${file}` })
  const open = async (file: string) => {
    const adapter = lenient(await factory(file).connect())
    opened.push(adapter)
    return adapter
  }
  return {
    provider: 'sqlite' as const,
    adapterName: '@prisma/adapter-better-sqlite3',
    connect: () => open(database),
    // A fresh one each time: the engine expects it empty.
    connectToShadowDb: () => open(join(scratch, `${randomUUID()}.db`)),
  }
}

/**
 * The engine expects of SQLite what better-sqlite3 refuses: a whole migration sent as one statement, and the
 * name of a partial index, a string, in double quotes.
 */
function lenient(adapter: SqlDriverAdapter): SqlDriverAdapter {
  const [executeRaw, queryRaw] = [adapter.executeRaw.bind(adapter), adapter.queryRaw.bind(adapter)]
  adapter.queryRaw = (query) =>
    queryRaw({ ...query, sql: query.sql.replace(/(type = 'index' AND name = )"([^"]+)"/, "$1'$2'") })
  adapter.executeRaw = async (query) => {
    if (query.args.length > 0) return executeRaw(query)
    await adapter.executeScript(query.sql)
    return 0
  }
  return adapter
}

/** Once: the bindings hold one instance. By hand: Node warns when it imports WebAssembly itself. */
const loaded = loadEngine()

async function loadEngine() {
  const path = createRequire(import.meta.url).resolve('@prisma/schema-engine-wasm/schema_engine_bg')
  const bindings = await import('@prisma/schema-engine-wasm/schema_engine_bg')
  const module = new WebAssembly.Module(readFileSync(join(dirname(path), 'schema_engine_bg.wasm')))
  const { exports } = new WebAssembly.Instance(module, { './schema_engine_bg.js': bindings })
  bindings.__wbg_set_wasm(exports)
  ;(exports.__wbindgen_start as () => void)()
  return bindings
}
