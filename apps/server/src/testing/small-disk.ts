import { spawnSync } from 'node:child_process'
import { closeSync, openSync, rmSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { onTestFinished, type TestContext } from 'vitest'
import { sayFigures } from './lost-writes.ts'
import { scratchFolder } from './scratch-folder.ts'

/** A file system of its own: few megabytes that can be filled, and made read-only. */
export interface SmallDisk {
  folder: string
  /** Takes every byte that is left. */
  fill(): void
  /** Gives them back. */
  makeRoom(): void
  makeReadOnly(): void
}

const mount = (...args: string[]) => spawnSync('mount', args).status === 0

/** Skips the test, and says so aloud, where this user may not mount. */
export function needSmallDisk({ skip }: TestContext, megabytes = 8): SmallDisk {
  const folder = scratchFolder()
  if (!mount('-t', 'tmpfs', '-o', `size=${megabytes}m,mode=700`, 'isola-test', folder)) {
    sayFigures('full disk under a server', { 'NOT TESTED': 'this user may not mount a tmpfs' })
    return skip('needs the right to mount')
  }
  onTestFinished(() => void spawnSync('umount', ['--lazy', folder]))
  const ballast = join(folder, 'ballast')
  return {
    folder,
    fill() {
      const handle = openSync(ballast, 'a')
      try {
        for (const page = Buffer.alloc(4096, 1); ; ) writeSync(handle, page)
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== 'ENOSPC') throw error
      } finally {
        closeSync(handle)
      }
    },
    makeRoom: () => rmSync(ballast),
    makeReadOnly() {
      if (!mount('-o', 'remount,ro', folder)) throw new Error(`${folder} cannot be made read-only`)
    },
  }
}
