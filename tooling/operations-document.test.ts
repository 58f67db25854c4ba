import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'

const read = (file: string): string => readFileSync(join(import.meta.dirname, '..', file), 'utf8')
const operations = read('docs/operations.md')

/** Each setting of an app, with the default that its schema has; of what is computed, none. */
const settingsOf = (app: string) =>
  read(`apps/${app}/src/config.ts`)
    .match(/^const settings = z\.object\(\{$(.+?)^\}\)/ms)?.[1]
    ?.split(/^ {2}(?=ISOLA_)/m)
    .slice(1)
    .map((schema) => [
      schema.match(/^\w+/)?.[0],
      schema
        .match(/\.default\((?:'(.+?)'|(\d+))\)/)
        ?.slice(1)
        .find(Boolean) ?? null,
    ])
const settings = settingsOf('server')

const [ofServer = '', ofRunner = ''] = operations.split('\n## Runners\n')

test.each([
  ['server', ofServer],
  ['runner', ofRunner],
])('docs/operations.md has every setting of the %s with its default, in their order', (app, text) => {
  const rows = [...text.matchAll(/^\| `(ISOLA_\w+)` \| (?:`(.+?)`|–) \|/gm)]
  expect(rows.map(([, name, value]) => [name, value ?? null])).toEqual(settingsOf(app))
})

test('.env.example has every setting, commented out, those with a default at that', () => {
  const lines = [...read('.env.example').matchAll(/^#(ISOLA_\w+)=(.*)$/gm)]
  const examples = new Map(lines.map(([, name, value]) => [name, value]))
  expect([...examples.keys()].toSorted()).toEqual(settings?.map(([name]) => name).toSorted())
  for (const [name, value] of settings ?? []) if (value) expect(examples.get(name ?? '')).toBe(value)
  expect(read('.env.example').match(/^[^#\n]/m)).toBeNull()
})

test('docs/operations.md has every metric of ours, and no other', () => {
  const names = new Set(read('apps/server/src/metrics.ts').match(/(?<=')isola_\w+(?=')/g))
  const rows = [...operations.matchAll(/^\| `(isola_\w+)` \|/gm)].map(([, name]) => name)
  expect(rows.toSorted()).toEqual([...names].toSorted())
})

test('docs/security.md has every header that the server sets', () => {
  const source = read('apps/server/src/handle-request.ts')
  const blocks = [...source.matchAll(/^const \w*HEADERS = new Map\(\[$(.+?)^\]\)/gms)].map(
    ([, block]) => block,
  )
  const set = blocks.join('').match(/(?<=\[\s*')[a-z-]+(?=',)/g) ?? []
  const single = [...source.matchAll(/setHeader\('((?:x|strict)-[a-z-]+)'/g)].map(([, name]) => name)
  const rows = [...read('docs/security.md').matchAll(/^\| `([a-z]+-[a-z-]+)` \|/gm)].map(([, name]) => name)
  expect(set).toContain('x-frame-options')
  expect(rows.toSorted()).toEqual([...set, ...single].toSorted())
})
