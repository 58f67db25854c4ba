import { globSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { cpus, release, totalmem } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Figure } from './figure.ts'
import { toMarkdown } from './table.ts'

/** A run, as it is kept for programs. */
interface Results {
  at: string
  command: string
  machine: string
  node: string
  figures: Figure[]
}

type Script = 'bench' | 'bench:load' | 'bench:run' | 'bench:web'
const FOLDERS = {
  bench: './results/',
  'bench:load': './results/load/',
  'bench:run': './results/run/',
  'bench:web': './results/web/',
}
const folderOf = (script: Script): string => fileURLToPath(new URL(FOLDERS[script], import.meta.url))

/** Answers where it was written to. */
export function writeResults(script: Script, figures: Figure[], args: string[]): string {
  const results: Results = {
    at: new Date().toISOString(),
    command: [`pnpm ${script}`, ...args].join(' '),
    machine: machine(),
    node: process.version,
    figures,
  }
  mkdirSync(folderOf(script), { recursive: true })
  const file = join(folderOf(script), `${results.at.replaceAll(':', '-')}.json`)
  writeFileSync(file, `${JSON.stringify(results, null, 2)}\n`)
  return file
}

/** The last run as a table for README.md. */
export function lastResultsAsMarkdown(script: Script): string {
  const folder = folderOf(script)
  const last = globSync('*.json', { cwd: folder }).sort().at(-1)
  if (!last) throw new Error('Nothing has been measured yet')
  const { at, command, machine, node, figures } = JSON.parse(
    readFileSync(join(folder, last), 'utf8'),
  ) as Results
  return `${at.slice(0, 10)}, ${machine}, Node ${node.slice(1)}: \`${command}\`\n\n${toMarkdown(figures)}`
}

function machine(): string {
  const [cpu] = cpus()
  const memory = Math.round(totalmem() / 2 ** 30)
  return `${cpus().length} × ${cpu?.model.replaceAll('(R)', '')}, ${memory} GiB, ${distribution()}, Linux ${release()}`
}

function distribution(): string {
  try {
    return /^PRETTY_NAME="(.*)"$/m.exec(readFileSync('/etc/os-release', 'utf8'))?.[1] ?? 'unknown'
  } catch {
    return process.platform
  }
}
