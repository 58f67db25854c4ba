/** A runner that runs one workload, says when that is ready, and is then killed from outside: `node doomed-runner.ts <isolation> <options>`. */
import type { BackendOptions } from '../backend.ts'
import { createIsolateBackend } from '../isolate/isolate-backend.ts'
import { createSandboxBackend } from '../sandbox/sandbox-backend.ts'

const [isolation, json = ''] = process.argv.slice(2)
const options: BackendOptions = JSON.parse(json)
const create = isolation === 'isolate' ? createIsolateBackend : createSandboxBackend

const spec = {
  id: 'doomed',
  runtime: 'node' as const,
  // Busy, so that nothing of its own could notice an end of stdin.
  code: 'console.log("ready"); for (;;);',
  input: null,
  cpuLimit: 1,
  memoryLimitMb: 256,
  timeoutSeconds: 600,
}
await create(options).run(spec, new AbortController().signal, ({ line }) => {
  process.stdout.write(`${line}\n`)
})
