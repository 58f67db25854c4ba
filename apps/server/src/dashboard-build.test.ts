import { copyFileSync, cpSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { ROOT } from './config.ts'
import { buildProblem } from './dashboard-build.ts'
import { ask, call } from './testing/ask.ts'
import { scratchFolder } from './testing/scratch-folder.ts'
import { BOOTSTRAP_KEY, spawnServer } from './testing/spawn-server.ts'

const OTHER_VERSION = 'The dashboard was built from another version: run `pnpm build`'
const TOOL = 'apps/web/tools/source-hash.ts'

/** A repository with a page that was built: its server runs from there. */
function builtRepository() {
  const root = scratchFolder()
  const write = (file: string, content: string) => {
    mkdirSync(join(root, file, '..'), { recursive: true })
    writeFileSync(join(root, file), content)
  }
  const page = 'apps/web/src/app/page.tsx'
  write(page, 'export default () => null')
  write('apps/web/.next/BUILD_ID', 'built')
  mkdirSync(join(root, TOOL, '..'))
  copyFileSync(join(ROOT, TOOL), join(root, TOOL))
  cpSync(join(ROOT, 'apps/server/src'), join(root, 'apps/server/src'), { recursive: true })
  copyFileSync(join(ROOT, 'apps/server/package.json'), join(root, 'apps/server/package.json'))
  symlinkSync(join(ROOT, 'apps/server/node_modules'), join(root, 'apps/server/node_modules'))
  const web = join(root, 'apps/web')
  return {
    write,
    page,
    web,
    main: join(root, 'apps/server/src/main.ts'),
    async stamp() {
      const { sourceHash } = (await import(join(root, TOOL))) as { sourceHash(): string }
      write('apps/web/.next/built-from', sourceHash())
    },
  }
}

describe('a built dashboard', () => {
  it('is served as long as nothing that it was built from has changed', async () => {
    const { web, page, write, stamp } = builtRepository()
    await stamp()
    expect(await buildProblem(web)).toBeNull()
    write('docs/operations.md', 'not a source of pages')
    expect(await buildProblem(web)).toBeNull()
    write(page, 'export default () => undefined')
    expect(await buildProblem(web)).toBe(OTHER_VERSION)
    write(page, 'export default () => null')
    expect(await buildProblem(web)).toBeNull()
    for (const added of ['apps/web/src/app/more/page.tsx', 'packages/domain/src/new.ts', 'pnpm-lock.yaml']) {
      await stamp()
      write(added, '')
      expect([added, await buildProblem(web)]).toEqual([added, OTHER_VERSION])
    }
  })

  it('without a stamp counts as one of another version', async () => {
    expect(await buildProblem(builtRepository().web)).toBe(OTHER_VERSION)
  })

  it('of another version is not served: its pages and the log say what to do, and the API answers', async () => {
    const { main, page, write, stamp } = builtRepository()
    await stamp()
    write(page, 'export default () => undefined')
    const server = await spawnServer({ main, env: { ISOLA_BOOTSTRAP_KEY: BOOTSTRAP_KEY } })
    for (const path of ['/', '/sign-in', '/_next/static/chunk.js'])
      expect(await ask(server.url, path)).toMatchObject({
        status: 503,
        text: `Isola serves its API. ${OTHER_VERSION}.\n`,
      })
    expect(
      server
        .out()
        .split('\n')
        .filter((line) => line.includes(OTHER_VERSION)),
    ).toHaveLength(1)
    await call(server.url, 'stats.summary', BOOTSTRAP_KEY, undefined, { method: 'GET' })
    expect((await ask(server.url, '/readyz')).status).toBe(200)
  })
})

describe('a dashboard that was never built', () => {
  it('is told apart, with what to do', async () => {
    const folder = scratchFolder()
    expect(await buildProblem(folder)).toMatch(/^The dashboard has not been built: run `pnpm build`/)
  })
})
