import { existsSync, globSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { expect, test } from 'vitest'

const root = join(import.meta.dirname, '..')
const documents = globSync(['*.md', 'docs/**/*.md', 'benchmarks/*.md'], { cwd: root })
const linksOf = (document: string): string[] =>
  [...readFileSync(join(root, document), 'utf8').matchAll(/\]\((?!https?:|#)([^)#]+)/g)].map(
    ([, link = '']) => link,
  )

test.each(documents)('%s links to files that exist', (document) => {
  const broken = linksOf(document).filter((link) => !existsSync(join(root, dirname(document), link)))
  expect(broken).toEqual([])
})

/** Names of a document's headings, as links give them. */
const headingsOf = (document: string): string[] =>
  [...readFileSync(join(root, document), 'utf8').matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) =>
    heading
      .toLowerCase()
      .replace(/[^\p{L}\p{N}_\- ]/gu, '')
      .replaceAll(' ', '-'),
  )

test.each(documents)('%s links to headings that exist', (document) => {
  const links = readFileSync(join(root, document), 'utf8').matchAll(/\]\((?!https?:)([^)#]*)#([^)]+)\)/g)
  const broken = [...links].filter(([, file = '', heading = '']) => {
    const target = file === '' ? document : join(dirname(document), file)
    return !headingsOf(target).includes(heading)
  })
  expect(broken.map(([link]) => link)).toEqual([])
})

test('ARCHITECTURE.md leads from updateWorkload to its SQL through at most four files, each naming the next', () => {
  const text = readFileSync(join(root, 'ARCHITECTURE.md'), 'utf8')
  const section = text.split('## From a verb to its SQL')[1]?.split('\n## ')[0] ?? ''
  const path = [...section.matchAll(/^\d\. \[([^\]]+)\]/gm)].map(([, file = '']) => file)
  expect(path[0]).toMatch(/update-workload\.ts$/)
  expect(path.at(-1)).toBe('prisma/triggers.sql')
  expect(path.length).toBeLessThanOrEqual(4)
  const contents = path.map((file) => readFileSync(join(root, file), 'utf8'))
  // The last step is the database's: the UPDATE of the one before fires the triggers of that table.
  const steps = [
    "from './report.ts'",
    "from './change.ts'",
    'UPDATE workloads SET',
    'UPDATE OF revision ON workloads',
  ]
  for (const [i, step] of steps.entries()) expect(contents[i]).toContain(step)
})
