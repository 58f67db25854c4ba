import { execFileSync } from 'node:child_process'
import { join, relative, resolve } from 'node:path'
import { expect, it } from 'vitest'
import { sourceFiles } from './source-hash.ts'

const ROOT = resolve(import.meta.dirname, '../../..')
const TURBO = join(ROOT, 'node_modules/.bin/turbo')

interface DryRun {
  tasks: { inputs: Record<string, string> }[]
}

/** What Turborepo looks at before it restores a build, relative to the repository. */
function buildInputs(): string[] {
  const answer = execFileSync(TURBO, ['run', 'build', '--filter=@isola/web', '--dry=json'], {
    cwd: ROOT,
    env: { ...process.env, TURBO_TELEMETRY_DISABLED: '1' },
    encoding: 'utf8',
  })
  const { tasks } = JSON.parse(answer.slice(answer.indexOf('{'), answer.lastIndexOf('}') + 1)) as DryRun
  return Object.keys(tasks[0]?.inputs ?? {}).map((file) => relative(ROOT, resolve(ROOT, 'apps/web', file)))
}

it('hashes inputs of the build only, so that a build from the cache has the stamp of these sources', () => {
  const inputs = new Set(buildInputs())
  expect(sourceFiles()).toContain('apps/web/src/app/layout.tsx')
  expect(sourceFiles().filter((file) => !inputs.has(file))).toEqual([])
})

it('hashes every input that pages are made of', () => {
  const hashed = new Set(sourceFiles())
  const ofPages = buildInputs().filter((file) =>
    /^(?:apps\/web|packages\/\w+)\/src\/(?!.*(?:\btesting\/|\.test\.tsx?$))/.test(file),
  )
  expect(ofPages).not.toHaveLength(0)
  expect(ofPages.filter((file) => !hashed.has(file))).toEqual([])
})

it('hashes no test, so that a changed test leaves the built pages up to date', () => {
  const tests = buildInputs().filter((file) => /\/testing\/|\.test\.tsx?$/.test(file))
  expect(tests).toContain('apps/web/src/lib/safe-next.test.ts')
  expect(tests.some((file) => file.includes('/testing/'))).toBe(true)
  const hashed = new Set(sourceFiles())
  expect(tests.filter((file) => hashed.has(file))).toEqual([])
})
