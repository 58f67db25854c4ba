import type { RunSpec } from '@isola/backends'
import type { RunInput } from '@isola/client'

export type Program = Pick<RunInput, 'code'> & {
  name: string
  runtime: 'node' | 'python'
  isolation: 'isolate' | 'sandbox'
  code: string
}

/** As little as can be asked for: what is measured is the way there and back. */
export const TRIVIAL: readonly Program[] = [
  {
    name: 'JavaScript in an isolate',
    runtime: 'node',
    isolation: 'isolate',
    code: 'export default () => 42',
  },
  { name: 'JavaScript in a sandbox', runtime: 'node', isolation: 'sandbox', code: 'export default () => 42' },
  {
    name: 'Python in a sandbox',
    runtime: 'python',
    isolation: 'sandbox',
    code: 'def main(input):\n    return 42',
  },
]

/** The same for a backend by itself, with the limits that a runner applies. */
export const toSpec = ({ runtime, code }: Program, id: string): RunSpec => ({
  id,
  runtime,
  code,
  input: null,
  cpuLimit: 1,
  memoryLimitMb: 256,
  timeoutSeconds: 60,
})
