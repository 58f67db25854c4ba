/** `pnpm screenshots`: pictures of the dashboard on made-up work, alike whenever they are taken, into docs/images. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import { launchBrowser } from '../e2e/browser.ts'
import { startServer } from '../e2e/server.ts'
import { picture } from './picture.ts'
import { SHOTS } from './shots.ts'
import { signInAs, tellStory } from './story.ts'

const ROOT = join(import.meta.dirname, '../../..')
const STILL = join(import.meta.dirname, 'still.ts')
const SIZES = [
  { width: 1440, height: 900 },
  { width: 390, height: 844 },
]

const { values } = parseArgs({
  options: {
    only: { type: 'string', default: '' },
    out: { type: 'string', default: join(ROOT, 'docs/images') },
  },
})
mkdirSync(values.out, { recursive: true })
const server = await startServer({ preload: STILL })
const browser = await launchBrowser()
try {
  const storageState = await signInAs(server, browser)
  const story = await tellStory(server, browser, storageState)
  // One caller: what is done in one order gets the same ids each time.
  const filler = spawn(
    process.execPath,
    ['--import', STILL, join(ROOT, 'examples/demo/src/main.ts'), '--callers', '1'],
    { stdio: 'inherit', env: { NODE_ENV: 'production', ISOLA_URL: server.url, ISOLA_API_KEY: server.key } },
  )
  await once(filler, 'exit')
  // Who was heard of a moment ago counts as there, by a clock that does not stand: all pictures come after that.
  while ((await server.program.runner.list.query()).items.some(({ live }) => live)) await sleep(1_000)
  for (const viewport of SIZES) {
    for (const theme of ['dark', 'light'] as const) {
      const context = await browser.newContext({
        baseURL: server.url,
        viewport,
        colorScheme: theme,
        reducedMotion: 'reduce',
        storageState,
      })
      for (const [name, shot] of Object.entries(SHOTS)) {
        const file = `${name}-${theme}-${viewport.width}.webp`
        if (!file.includes(values.only)) continue
        writeFileSync(join(values.out, file), await picture(context, (page) => shot(page, story)))
        console.log(file)
      }
      await context.close()
    }
  }
} finally {
  await browser.close()
  await server.stop()
}
