/** Says whether the state diagram of docs/lifecycle.md shows the one transition table; `--write` makes it so. */
import { readFileSync, writeFileSync } from 'node:fs'
import { isTerminal, STATUSES, TRANSITIONS } from '@isola/domain'

const FILE = 'docs/lifecycle.md'
const DIAGRAM = /```mermaid\n[\s\S]*?```/

const arrows = [
  `[*] --> ${STATUSES[0]}`,
  ...STATUSES.flatMap((from) => TRANSITIONS[from].map((to) => `${from} --> ${to}`)),
  ...STATUSES.filter(isTerminal).map((status) => `${status} --> [*]`),
]
const diagram = ['```mermaid', 'stateDiagram-v2', ...arrows.map((arrow) => `    ${arrow}`), '```'].join('\n')

const text = readFileSync(FILE, 'utf8')
const updated = text.replace(DIAGRAM, diagram)
if (process.argv.includes('--write')) writeFileSync(FILE, updated)
else if (text !== updated) {
  console.log(`${FILE} does not show the transition table: pnpm diagram --write`)
  process.exitCode = 1
}
