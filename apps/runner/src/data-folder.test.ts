import { spawnSync } from 'node:child_process'
import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { openDataFolder } from './data-folder.ts'

it('a full disk does not stop a runner whose folder is there, and keeps one from being made', ({ skip }) => {
  const folder = mkdtempSync(join(tmpdir(), 'isola-runner-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  // The only inode is that of its root.
  const mount = spawnSync('mount', ['-t', 'tmpfs', '-o', 'nr_inodes=1', 'isola-test', folder])
  if (mount.status !== 0) skip('needs the right to mount a tmpfs')
  onTestFinished(() => void spawnSync('umount', ['--lazy', folder]))
  openDataFolder(folder)
  expect(readdirSync(folder)).toEqual([])
  expect(() => openDataFolder(join(folder, 'data'))).toThrow(
    'ISOLA_RUNNER_DATA_DIR: the folder could not be made (ENOSPC)',
  )
})
