import { readdirSync, readFileSync } from 'node:fs'

export interface FoundProcess {
  pid: number
  commandLine: string
  isRunner: boolean
}

/** Processes of this machine that have a word, such as the name of a folder, in their command line or environment. */
export const processesWith = (word: string): FoundProcess[] =>
  readdirSync('/proc').flatMap((name) => {
    if (!/^\d+$/.test(name) || Number(name) === process.pid) return []
    try {
      const [commandLine, environment] = [read(name, 'cmdline'), read(name, 'environ')]
      if (!commandLine.includes(word) && !environment.includes(word)) return []
      return [{ pid: Number(name), commandLine, isRunner: /^ISOLA_RUNNER_KEY=/m.test(environment) }]
    } catch {
      // It has ended, or is another user's.
      return []
    }
  })

const read = (pid: string, file: string): string =>
  readFileSync(`/proc/${pid}/${file}`, 'latin1').replaceAll('\0', '\n')
