import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { replayTrace } from './replay-trace.ts'

const fixture = (name: string) => join(import.meta.dirname, 'fixtures', name)
const log = fixture('small.swf')

/** Opens nothing: what is wrong is said before. */
const refused = (...args: string[]) =>
  replayTrace(
    args,
    () => Promise.reject(new Error('opened')),
    () => undefined,
  )

it('refuses figures of another log', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'isola-replay-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  const other = join(folder, 'expected.json')
  const expected = JSON.parse(readFileSync(fixture('small.expected.json'), 'utf8'))
  writeFileSync(other, JSON.stringify({ ...expected, sha256: '0'.repeat(64) }))
  await expect(refused(log, '--expected', other)).rejects.toThrow('is not the log')
})

it('says how it is called when called otherwise', async () => {
  await expect(refused()).rejects.toThrow('Usage: ')
  await expect(refused(log, 'another')).rejects.toThrow('Usage: ')
  for (const callers of ['0', '1.5', 'many'])
    await expect(refused(log, '--callers', callers)).rejects.toThrow('Usage: ')
})

it('opens its target once all is known to be right', async () => {
  await expect(refused(log, '--callers', '8')).rejects.toThrow('opened')
})
