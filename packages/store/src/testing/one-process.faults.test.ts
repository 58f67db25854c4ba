import { type ChildProcessByStdio, spawn } from 'node:child_process'
import { once } from 'node:events'
import { linkSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import type { Readable, Writable } from 'node:stream'
import { fileURLToPath } from 'node:url'
import { describe, expect, it, onTestFinished } from 'vitest'
import { openStore } from '../open-store.ts'
import { bytesOf, scratchFolder } from '../sqlite/migrate-testing.ts'
import { admin, held } from './fixtures.ts'

const HOLDER = fileURLToPath(new URL('./holder.ts', import.meta.url))

/** A process that has the file open. */
async function hold(file: string): Promise<ReturnType<typeof start>> {
  const holder = start(file)
  expect(String(await once(holder.stdout, 'data'))).toBe('open\n')
  return holder
}

function start(file: string): ChildProcessByStdio<Writable, Readable, Readable> {
  const holder = spawn(process.execPath, [HOLDER, file], { stdio: ['pipe', 'pipe', 'pipe'] })
  onTestFinished(() => {
    holder.kill('SIGKILL')
  })
  return holder
}

describe('one file, one process', () => {
  it('refuses a second process, names the first, and changes nothing', async () => {
    const file = join(scratchFolder(), 'isola.db')
    const holder = await hold(file)
    const before = bytesOf(file)
    const refusal = openStore({ url: `file:${file}` })
    await expect(refusal).rejects.toThrow(new RegExp(`isola\\.db is in use by process ${holder.pid} on `))
    expect(bytesOf(file)).toEqual(before)
  })

  it('refuses it under any other name that the file has by links', async () => {
    const folder = scratchFolder()
    const file = join(folder, 'isola.db')
    const holder = await hold(file)
    symlinkSync(file, join(folder, 'link.db'))
    symlinkSync(folder, join(folder, 'link'))
    for (const name of ['link.db', 'link/isola.db', './link/../isola.db'])
      await expect(openStore({ url: `file:${folder}/${name}` })).rejects.toThrow(`process ${holder.pid}`)
  })

  it('opens at once when the first was killed', async () => {
    const file = join(scratchFolder(), 'isola.db')
    const holder = await hold(file)
    holder.kill('SIGKILL')
    await once(holder, 'exit')
    const store = await openStore({ url: `file:${file}` })
    await store.createWorkload(held, admin)
    await store.close()
  })

  it('opens when the first has closed, and then is named in its turn', async () => {
    const file = join(scratchFolder(), 'isola.db')
    const first = await hold(file)
    first.stdin.end()
    await once(first, 'exit')
    const second = await hold(file)
    await expect(openStore({ url: `file:${file}` })).rejects.toThrow(`process ${second.pid}`)
  })

  it('refuses a second store in the same process, and opens when the first is closed', async () => {
    const file = join(scratchFolder(), 'isola.db')
    const first = await openStore({ url: `file:${file}` })
    const { id } = await first.createWorkload(held, admin)
    for (let attempt = 0; attempt < 3; attempt++)
      await expect(openStore({ url: `file:${file}` })).rejects.toThrow(`in use by process ${process.pid}`)
    await first.updateWorkloadStatus(id, 'running', admin)
    await first.close()
    const second = await openStore({ url: `file:${file}` })
    expect((await second.getWorkload(id)).status).toBe('running')
    await second.close()
  })

  it('keeps the file to itself whatever it does to it meanwhile', async () => {
    const folder = scratchFolder()
    const file = join(folder, 'isola.db')
    const store = await openStore({ url: `file:${file}` })
    // Closing any handle of a file gives up every lock that the process has on it.
    await expect(openStore({ url: `file:${file}` })).rejects.toThrow('in use')
    await store.createWorkload(held, admin)
    await store.verify()
    await store.backup(join(folder, 'backup.db'))
    await store.rebuildStats()

    const stranger = start(file)
    let said = ''
    stranger.stderr.setEncoding('utf8').on('data', (chunk: string) => {
      said += chunk
    })
    await once(stranger, 'close')
    expect(said).toContain(`in use by process ${process.pid} on `)
    await store.close()
  })

  it('lets go of the file when it could not be opened', async () => {
    const file = join(scratchFolder(), 'isola.db')
    linkSync(HOLDER, file)
    await expect(openStore({ url: `file:${file}` })).rejects.toMatchObject({ code: 'STORE_CORRUPT' })
    await expect(openStore({ url: `file:${file}` })).rejects.toMatchObject({ code: 'STORE_CORRUPT' })
  })
})
