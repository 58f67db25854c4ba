/** The tests of the client bring an older Node: scripts and services must not run on it. */
import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'

const root = join(import.meta.dirname, '..')

test('what is linked as node is the Node of the catalog', () => {
  const catalog = readFileSync(join(root, 'pnpm-workspace.yaml'), 'utf8')
  const [, version] = /^ {2}node: (\S+)$/m.exec(catalog) ?? []
  const linked = join(root, 'node_modules/.bin/node')
  expect(execFileSync(linked, ['--version'], { encoding: 'utf8' }).trim()).toBe(`v${version}`)
})
