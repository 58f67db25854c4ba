import { existsSync, readFileSync, rmdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'

const REMOVAL_ATTEMPTS = 1_000
const REMOVAL_PAUSE_MS = 5

/** A control group: one folder, or one in each tree of version 1. */
export class Group {
  readonly #folders: string[]

  constructor(folders: string[]) {
    this.#folders = folders
  }

  /** A process joins by writing its id to each of them. */
  get joinFiles(): string[] {
    return this.#folders.map((folder) => join(folder, 'cgroup.procs'))
  }

  /** How often the kernel has killed a process of this group for its memory. */
  get oomKills(): number {
    // Version 2, version 1.
    for (const file of ['memory.events', 'memory.oom_control'])
      for (const folder of this.#folders) {
        const [, count] = /^oom_kill (\d+)$/m.exec(readIfThere(join(folder, file))) ?? []
        if (count !== undefined) return Number(count)
      }
    return 0
  }

  /** Ends all its processes; one that is born meanwhile meets its end in `remove`. */
  kill(): void {
    for (const folder of this.#folders) {
      const atOnce = join(folder, 'cgroup.kill')
      if (existsSync(atOnce)) tryTo(() => writeFileSync(atOnce, '1'))
      for (const pid of readIfThere(join(folder, 'cgroup.procs')).split('\n').filter(Boolean))
        tryTo(() => process.kill(Number(pid), 'SIGKILL'))
    }
  }

  /** Ends what is left in it, and removes it. */
  async remove(): Promise<void> {
    for (let attempt = 0; attempt < REMOVAL_ATTEMPTS; attempt++) {
      if (this.#folders.filter((folder) => !removed(folder)).length === 0) return
      this.kill()
      // A killed process leaves its group when it is reaped.
      await delay(REMOVAL_PAUSE_MS)
    }
  }
}

function removed(folder: string): boolean {
  try {
    rmdirSync(folder)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ENOENT'
  }
}

function readIfThere(file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return ''
  }
}

function tryTo(act: () => void): void {
  try {
    act()
  } catch {
    // The group, or the process, has just gone.
  }
}
