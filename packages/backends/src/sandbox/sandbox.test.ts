import { beforeEach, describe, expect, it } from 'vitest'
import { exerciseBackend } from '../testing/exercise-backend.ts'
import { whyMissing } from '../testing/needs.ts'
import { goPrograms, nodePrograms, pythonPrograms } from '../testing/programs.ts'
import { ownOptions, runOnce } from '../testing/run-once.ts'
import { createSandboxBackend } from './sandbox-backend.ts'

const options = ownOptions()
const backend = createSandboxBackend(options)

const missing = new Map<string, string | null>()
for (const programs of [nodePrograms, pythonPrograms, goPrograms]) {
  const why = await whyMissing(backend, programs.runtime, process.env.CI)
  missing.set(programs.runtime, why)
  exerciseBackend(backend, options, programs, why)
}
const need = (runtime: string, skip: (condition: boolean, note?: string) => void): void => {
  const why = missing.get(runtime) ?? null
  skip(why !== null, why ?? undefined)
}

describe('sandbox', { timeout: 180_000 }, () => {
  beforeEach(({ skip }) => need('node', skip))

  it('finds by trying what it holds code to', async () => {
    expect(await backend.probe()).toMatchObject({
      isolation: 'sandbox',
      version: expect.stringMatching(/^bubblewrap /),
      enforces: { wallTime: true, network: true, filesystem: true },
    })
  })

  it('fails with cause backend what it has no runtime for', async () => {
    expect(await runOnce(backend, { runtime: 'wasm', code: '' })).toMatchObject({
      status: 'failed',
      cause: 'backend',
      error: 'A sandbox does not run wasm',
    })
  })

  describe('python', () => {
    beforeEach(({ skip }) => need('python', skip))
    const run = (code: string, more = {}) => runOnce(backend, { runtime: 'python', code, ...more })

    it('asks politely first: what listens can end in order', async () => {
      const kill = new AbortController()
      const code = `import os, signal, sys, time
def stop(*_):
    os.write(1, b"ended in order\\n")
    sys.exit(0)
signal.signal(signal.SIGTERM, stop)
print("ready")
time.sleep(600)`
      const ran = await runOnce(backend, { runtime: 'python', code }, kill.signal, ({ line }) => {
        if (line === 'ready') kill.abort()
      })
      expect(ran).toMatchObject({ status: 'killed', stdout: ['ready', 'ended in order'] })
    })

    it('runs a script whose main takes nothing as a script', async () => {
      const code = 'def main():\n    print("hello")\nif __name__ == "__main__":\n    main()'
      expect(await run(code)).toMatchObject({ status: 'completed', output: { data: 'hello\n' } })
    })

    it('says what cannot be said as JSON', async () => {
      expect(await run('def main(input):\n    return {1, 2}')).toMatchObject({
        cause: 'exit',
        error: expect.stringMatching(/set is not JSON serializable/),
      })
    })

    it('counts an uncaught MemoryError as memory, and leaves a caught one to the workload', async () => {
      const huge = 'bytearray(1 << 60)'
      expect(await run(huge)).toMatchObject({ cause: 'memory', error: expect.stringMatching(/MemoryError/) })
      const caught = `try:\n    ${huge}\nexcept MemoryError:\n    print("well")`
      expect(await run(caught)).toMatchObject({ status: 'completed' })
    })

    it('tells a signal from an exit code', async () => {
      expect(await run('import os, signal\nos.kill(os.getpid(), signal.SIGSEGV)')).toMatchObject({
        cause: 'signal',
        exitCode: null,
        error: 'Ended by SIGSEGV',
      })
    })

    it('does not take exit code 137 for a lack of memory', async () => {
      expect((await run('import os\nos._exit(137)')).cause).toBe('signal')
    })
  })

  describe('go', () => {
    beforeEach(({ skip }) => need('go', skip))

    it('says what does not compile', async () => {
      const code = 'package main\n\nfunc main() { x }\n'
      expect(await runOnce(backend, { runtime: 'go', code })).toMatchObject({
        cause: 'exit',
        error: expect.stringMatching(/\/workload\/main.go:3:15: undefined: x/),
      })
    })

    it('compiles and runs within the least memory there is', async () => {
      const code = 'package main\n\nimport "fmt"\n\nfunc main() { fmt.Print("small") }\n'
      expect(await runOnce(backend, { runtime: 'go', code, memoryLimitMb: 128 })).toMatchObject({
        status: 'completed',
        output: { data: 'small' },
      })
    })
  })
})
