/** Versions that no dependency, direct or not, may fall below: what `npm audit` would know, where there is none to ask. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'

/** The least version of each, and what was wrong below it. Raised when there is an advisory; never lowered. */
const FLOORS: Record<string, [version: string, reason: string]> = {
  '@better-auth/core': ['1.7.0', 'as better-auth'],
  '@trpc/client': ['11.8.0', 'as @trpc/server'],
  '@trpc/server': ['11.8.0', 'prototype pollution by paths of form data (CVE-2025-68130)'],
  'better-auth': [
    '1.7.0',
    'accounts taken over before their owners confirm them; limits that a /64 of IPv6 evades',
  ],
  deno: ['2.9.0', 'a sandbox: each release mends ways around its permissions'],
  'better-sqlite3': ['13.0.0', 'no binaries over Node-API: every installation compiled its own'],
  esbuild: ['0.25.0', 'its development server answered any website'],
  next: ['16.3.3', 'known holes, the way around middleware and code that runs on the server among them'],
  node: ['24.13.0', 'the releases of January 2026 mended several holes'],
  react: ['19.2.4', 'requests to server components that run code, or stop the server'],
  'react-dom': ['19.2.4', 'as react'],
  vite: ['7.1.11', 'its development server read files beyond its folder'],
  vitest: ['3.0.5', 'any website could run code through its server'],
  zod: ['4.0.0', 'version 3 beside 4: its errors are not recognised as such'],
}

/** Below its floor, and why that does no harm. */
const EXEMPT: Record<string, string> = {
  'node@20.3.0': 'runs the packed client in its tests, and nothing else',
}

const root = join(import.meta.dirname, '..')
const lockfile = readFileSync(join(root, 'pnpm-lock.yaml'), 'utf8')

/** Every version that the lockfile holds, by package. */
const installed = Map.groupBy(
  [...lockfile.split('\nsnapshots:')[0]!.matchAll(/^ {2}'?((?:@[^/\s]+\/)?[^@\s'/]+)@(\d[^:'(]*)'?:$/gm)],
  ([, name]) => name,
)
const versionsOf = (name: string): string[] =>
  (installed.get(name) ?? []).map(([, , version = '']) => version)

/** A version before its release, such as 5.0.0-rc.1, counts as below it. */
function isBelow(version: string, floor: string): boolean {
  const [release = '', before] = version.split(/-(.*)/s)
  const order = release.localeCompare(floor, 'en', { numeric: true })
  return order < 0 || (order === 0 && before !== undefined)
}

test.each(Object.entries(FLOORS))('%s is not below its floor', (name, [floor, reason]) => {
  expect(reason).not.toBe('')
  const below = versionsOf(name).filter((version) => isBelow(version, floor))
  expect(below.filter((version) => !Object.hasOwn(EXEMPT, `${name}@${version}`))).toEqual([])
})

test('the lockfile is read: what is always there is found, with its version', () => {
  for (const name of ['better-auth', 'better-sqlite3', '@trpc/server', 'zod'])
    expect(versionsOf(name)).toEqual([expect.stringMatching(/^\d+\.\d+\.\d+/)])
})

test.each([
  ['1.7.5', '1.7.0', false],
  ['1.7.0', '1.7.0', false],
  ['1.6.26', '1.7.0', true],
  ['16.10.0', '16.3.3', false],
  ['16.3.3-canary.4', '16.3.3', true],
  ['9.9.9', '13.0.0', true],
])('%s against %s', (version, floor, below) => {
  expect(isBelow(version, floor)).toBe(below)
})

test('packages that are made for one another have one version', () => {
  const prisma = [
    'prisma',
    '@prisma/client',
    '@prisma/adapter-better-sqlite3',
    '@prisma/driver-adapter-utils',
  ]
  for (const family of [prisma, ['@trpc/server', '@trpc/client'], ['better-auth', '@better-auth/core']])
    expect(new Set(family.flatMap(versionsOf)).size).toBe(1)
})
