import { createHash } from 'node:crypto'
import { globSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'

const ROOT = resolve(import.meta.dirname, '../../..')

/** Written beside the pages by the build: the hash of the sources that they were built from. */
export const STAMP = join(ROOT, 'apps/web/.next/built-from')

/**
 * What a build is made of. Each is an input of the build in turbo.json too, so that what Turborepo restores from its cache
 * has the right stamp. Other files of the repository change no page, and nor do tests: a server whose dashboard was built
 * from other sources serves no pages.
 */
const SOURCES = [
  'apps/web/src/**/*.{ts,tsx,css,svg,ico}',
  'apps/web/*.{json,mjs}',
  'packages/{client,domain}/src/**/*.{ts,json}',
  'pnpm-lock.yaml',
]
const TESTS = ['**/*.test.{ts,tsx}', '**/testing/**']

export const sourceFiles = (): string[] => globSync(SOURCES, { cwd: ROOT, exclude: TESTS }).sort()

/** Covers names and contents, not a commit or a version: a tarball has no commit, and an upgrade may change files alone. */
export function sourceHash(): string {
  const hash = createHash('sha256')
  for (const file of sourceFiles()) {
    const content = readFileSync(join(ROOT, file))
    hash.update(`${file}\n${content.length}\n`).update(content)
  }
  return hash.digest('hex')
}
