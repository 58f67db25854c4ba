import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { ROOT } from '../config.ts'

export interface Instruction {
  name: string
  rest: string
}

/** The instructions of the Dockerfile at the root in their order, continued lines joined. It uses no heredocs. */
export const dockerfile = (): Instruction[] =>
  readFileSync(join(ROOT, 'Dockerfile'), 'utf8')
    .replaceAll(/^\s*#.*\n/gm, '')
    .replaceAll(/\\\n\s*/g, '')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => {
      const [name = ''] = line.split(' ', 1)
      return { name, rest: line.slice(name.length + 1) }
    })

/** What a container runs: the init, and the server as its argument. */
export function containerCommand(): [init: string[], server: string[]] {
  const argsOf = (name: string) =>
    JSON.parse(dockerfile().findLast((one) => one.name === name)?.rest ?? '[]') as string[]
  return [argsOf('ENTRYPOINT'), argsOf('CMD')]
}
