import { spawnSync } from 'node:child_process'
import { closeSync, mkdtempSync, openSync, rmSync, statSync, truncateSync, writeSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'

/** A file system of its own: few megabytes that can be filled, and made read-only. */
export interface SmallDisk {
  folder: string
  /** Takes every byte that is left but those of some pages. */
  fill(pagesLeft?: number): void
  /** Gives them back. */
  makeRoom(): void
  makeReadOnly(): void
}

const mount = (...args: string[]) => spawnSync('mount', args).status === 0

/** Null where this user may not mount. */
export function mountSmallDisk(megabytes: number): SmallDisk | null {
  const folder = mkdtempSync(join(tmpdir(), 'isola-disk-'))
  const mounted = mount('-t', 'tmpfs', '-o', `size=${megabytes}m,mode=700`, 'isola-test', folder)
  onTestFinished(() => {
    if (mounted) spawnSync('umount', ['--lazy', folder])
    rmSync(folder, { recursive: true })
  })
  const ballast = join(folder, 'ballast')
  // tmpfs has no smaller piece.
  const page = Buffer.alloc(4096, 1)
  const disk: SmallDisk = {
    folder,
    fill(pagesLeft = 0) {
      const handle = openSync(ballast, 'a')
      try {
        for (;;) writeSync(handle, page)
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== 'ENOSPC') throw error
      } finally {
        closeSync(handle)
      }
      truncateSync(ballast, statSync(ballast).size - pagesLeft * page.length)
    },
    makeRoom: () => rmSync(ballast),
    makeReadOnly() {
      if (!mount('-o', 'remount,ro', folder)) throw new Error(`${folder} cannot be made read-only`)
    },
  }
  return mounted ? disk : null
}
