import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

const NOT_BUILT = 'The dashboard has not been built: run `pnpm build`, or `pnpm start`, which builds it'
const OTHER_VERSION = 'The dashboard was built from another version: run `pnpm build`'

interface Sources {
  STAMP: string
  sourceHash(): string
}

/** Why the pages in the folder cannot be served, or null. Pages of another version would not fit the procedures of this one. */
export async function buildProblem(folder: string): Promise<string | null> {
  if (!existsSync(join(folder, '.next/BUILD_ID'))) return NOT_BUILT
  // Imported by its path: nothing of the dashboard is part of the server.
  const { STAMP, sourceHash } = (await import(join(folder, 'tools/source-hash.ts'))) as Sources
  return existsSync(STAMP) && readFileSync(STAMP, 'utf8') === sourceHash() ? null : OTHER_VERSION
}
