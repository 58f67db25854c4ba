import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { expect, it, onTestFinished } from 'vitest'

/** A runner that cannot start never asks for its server: none listens here. */
async function failedStart(folder: string): Promise<string> {
  const child = spawn(process.execPath, [join(import.meta.dirname, 'main.ts')], {
    env: {
      ISOLA_URL: 'http://localhost:9',
      ISOLA_RUNNER_KEY: `isk_${'0123456789abcdef'.repeat(2)}`,
      ISOLA_RUNNER_DATA_DIR: folder,
    },
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  onTestFinished(() => void child.kill('SIGKILL'))
  const [said, [code]] = await Promise.all([text(child.stderr), once(child, 'exit')])
  expect(code).toBe(1)
  return said
}

it('stops with one line that names ISOLA_RUNNER_DATA_DIR where the folder cannot be', async () => {
  const scratch = mkdtempSync(join(tmpdir(), 'isola-runner-'))
  onTestFinished(() => rmSync(scratch, { recursive: true }))
  const file = join(scratch, 'file')
  writeFileSync(file, '')
  const cases = [
    // biome-ignore lint/suspicious/noTemplateCurlyInString: as it stands in a .env file
    ...['~/isola', '$HOME/isola', '${HOME}/isola', '%h/isola'].map((folder): [string, RegExp] => [
      folder,
      /must not begin with ~, \$HOME or %h/,
    ]),
    ['/proc/isola', /could not be made; its parent has to exist \(ENOENT\)/],
    ['/proc', /could not be written to \(ENOENT\)/],
    [join(scratch, 'missing', 'folder'), /could not be made; its parent has to exist \(ENOENT\)/],
    [join(file, 'folder'), /could not be made \(ENOTDIR\)/],
    [file, /could not be written to \(ENOTDIR\)/],
  ] as const
  for (const [folder, reason] of cases) {
    const said = await failedStart(folder)
    expect(said).toMatch(/^ISOLA_RUNNER_DATA_DIR: [^\n]+\n$/)
    expect(said).toMatch(reason)
  }
})
