/** `pnpm verify`: runs scripts of package.json side by side and says of each whether it passed; shows why if not. */
import { spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { availableParallelism } from 'node:os'

// The slowest first, so that it does not run alone at the end.
const CHECKS = ['drift', 'dead-code', 'typecheck', 'imports', 'lint', 'sizes', 'diagram']

const { scripts } = JSON.parse(readFileSync('package.json', 'utf8')) as { scripts: Record<string, string> }

function run(check: string): Promise<boolean> {
  const startedAt = performance.now()
  return new Promise((resolve) => {
    // The shell itself: starting pnpm for each would cost more than most of the checks.
    const child = spawn(scripts[check] ?? 'false', { shell: true, stdio: ['ignore', 'pipe', 'pipe'] })
    let output = ''
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (chunk: string) => {
        output += chunk
      })
    }
    child.on('close', (code) => {
      const seconds = ((performance.now() - startedAt) / 1000).toFixed(1)
      console.log(`${code === 0 ? '✓' : '✗'} ${check} (${seconds} s)`)
      if (code !== 0) console.log(`${output.trim()}\n`)
      resolve(code === 0)
    })
  })
}

const waiting = [...CHECKS]
const failed: string[] = []
async function work(): Promise<void> {
  for (let check = waiting.shift(); check !== undefined; check = waiting.shift()) {
    if (!(await run(check))) failed.push(check)
  }
}
await Promise.all(Array.from({ length: availableParallelism() }, work))

if (failed.length > 0) {
  console.log(`Failed: ${failed.join(', ')}. Each runs alone as \`pnpm <name>\`.`)
  process.exitCode = 1
}
