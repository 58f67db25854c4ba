import { globSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { descendantsOf } from '../process/descendants.ts'

/** What a backend has left on this machine: processes, control groups, files. */
export function leftovers({ scratchFolder, name }: { scratchFolder: string; name: string }): string[] {
  return [
    ...descendantsOf(process.pid).map((pid) => `process ${pid}`),
    ...globSync(`/sys/fs/cgroup/**/${name}.*`).map((folder) => `control group ${folder}`),
    ...readdirSync(scratchFolder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && !entry.parentPath.includes('go-cache'))
      .map((entry) => `file ${join(entry.parentPath, entry.name)}`),
  ]
}

/** Processes of anyone's whose command line, or environment, holds this text. */
export function processesWith(text: string): string[] {
  return readdirSync('/proc').filter((pid) => {
    try {
      return (
        /^\d+$/.test(pid) &&
        ['cmdline', 'environ'].some((file) => readFileSync(`/proc/${pid}/${file}`, 'utf8').includes(text))
      )
    } catch {
      return false
    }
  })
}
